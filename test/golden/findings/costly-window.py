import modal

app = modal.App("waiting")


# modal-cost: requests_per_day=800 seconds_per_request=4 startup_seconds=15
@app.function(gpu="A100-80GB", max_containers=10, scaledown_window=300)
def waits_long():
    pass


# modal-cost: requests_per_day=800 seconds_per_request=4
@app.function(gpu="A100-80GB", max_containers=10, buffer_containers=1)
def startup_not_given():
    pass


# modal-cost: requests_per_day=800 seconds_per_request=4 startup_seconds=15
@app.function(gpu="A100-80GB", max_containers=10, scaledown_window=2)
def short():
    pass
