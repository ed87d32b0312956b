import modal

app = modal.App("unlimited")


@app.function(
    gpu="H100:2",
)
def unlimited():
    pass


@app.function(gpu="H100", max_containers=8)
def limited():
    pass


@app.function(gpu="H100", schedule=modal.Period(days=1))
def one_at_a_time():
    pass


@app.function()
def without_a_gpu():
    pass
