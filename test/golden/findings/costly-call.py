import modal

app = modal.App("training")


@app.function(gpu="H100:8", timeout=86400, max_containers=1)
def train():
    pass


@app.function(gpu="H100", timeout=86400, max_containers=1)
def below_the_threshold():
    pass


@app.function(gpu="H100", timeout=36000, retries=2, max_containers=1)
def retried():
    pass


@app.function(
    gpu="H100",
    cpu=(2, 4),
    memory=(4096, 8192),
    timeout=86400,
    startup_timeout=600,
    scaledown_window=300,
    retries=1,
    max_containers=1,
)
def limited():
    pass


@app.function(gpu=["H100:4", "A100-80GB:4"], timeout=86400, max_containers=1)
def either():
    pass


box = modal.Sandbox.create(app=app, gpu="H100:8", timeout=86400)


# modal-cost: ignore costly-call trains for a day
@app.function(gpu="H100:8", timeout=86400, max_containers=1)
def silenced():
    pass
