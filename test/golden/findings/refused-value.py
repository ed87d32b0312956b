import os

import modal

app = modal.App("fractions")
HALF = 0.5


@app.function(gpu="H100", min_containers=1.5, scaledown_window=90.0)
def fraction(): ...


@app.function(gpu="L4", max_containers=HALF, timeout=0.25 if os.environ.get("FAST") else 300)
def limited(): ...


@app.function(cpu=0.5, min_containers=2)
def cores_may_be_fractions(): ...
