import modal

app = modal.App("forms")


@app.function(memory=2048.5, cpu=[2.5, 4.0])
def of_no_effect():
    pass


@app.function(gpu=("H100", "A100-80GB"), max_containers=1, nonpreemptible=True)
def on_a_gpu():
    pass
