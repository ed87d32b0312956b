"""Scenario A of the 2026 review: a bursty SDXL endpoint of a solo founder.

SDXL on an A100, 800 requests per day of 4 s each, one warm container. The review compares it with a
dedicated A100 machine at $791 per month.
"""

import modal

app = modal.App("scenario-a")


# modal-cost: requests_per_day=800 seconds_per_request=4
@app.function(gpu="A100-80GB", min_containers=1)
def sdxl(prompt: str) -> bytes:
    return prompt.encode()
