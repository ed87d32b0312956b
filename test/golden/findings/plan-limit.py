import modal

app = modal.App("limits")


@app.function(gpu="H100:2", max_containers=6)
def twelve_gpus(): ...


@app.function(gpu="A100-80GB", min_containers=6)
def six_warm(): ...


@app.function(gpu=["L4", "B200:2"], min_containers=3)
def three_to_six_warm(): ...


@app.function(max_containers=150)
def many(): ...


@app.function(max_containers=100)
def just_enough(): ...
