import modal

app = modal.App("farm")


@app.function(cpu=32, memory=131072, min_containers=10)
def plough(field):
    pass


@app.function(cpu=1, memory=1024, min_containers=2, max_containers=4)
def below_the_threshold():
    pass


# modal-cost: requests_per_day=400 seconds_per_request=1 startup_seconds=600
@app.function(cpu=4, memory=16384, min_containers=1, scaledown_window=2)
def slow_to_start():
    pass


@app.function(gpu="T4", min_containers=1, max_containers=4)
def with_a_gpu():
    pass


# modal-cost: ignore warm-cpu answers within 50 ms
@app.function(cpu=8, min_containers=1)
def silenced():
    pass
