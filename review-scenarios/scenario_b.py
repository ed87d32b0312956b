"""Scenario B of the 2026 review: mid-traffic inference of a Series A startup.

Llama 70B on an H100, 50,000 requests per day of 0.2 s each, two warm containers. The review compares it
with two reserved H100 machines at $2,664 per month.
"""

import modal

app = modal.App("scenario-b")


# modal-cost: requests_per_day=50000 seconds_per_request=0.2
@app.function(gpu="H100", min_containers=2)
def llama(prompt: str) -> str:
    return prompt
