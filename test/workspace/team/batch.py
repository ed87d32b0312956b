"""The second folder of a workspace of two: an app of its own."""

import modal

app = modal.App("team-batch")


@app.function(gpu="T4", min_containers=1)
def label(text: str) -> str:
    return text.upper()
