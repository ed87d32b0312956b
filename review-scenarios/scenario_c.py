"""Scenario C of the 2026 review: sustained inference, day and night.

Llama 70B on an H100 that is active for 80% of the time, so 34,560 requests per day of 2 s each. The
review compares it with one reserved H100 machine at $1,332 per month.
"""

import modal

app = modal.App("scenario-c")


# modal-cost: requests_per_day=34560 seconds_per_request=2
@app.function(gpu="H100")
def llama(prompt: str) -> str:
    return prompt
