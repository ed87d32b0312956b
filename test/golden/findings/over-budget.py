import modal

app = modal.App("one")
other = modal.App("two")


@app.function(gpu="H100", min_containers=2, max_containers=4)
def warm():
    pass


# modal-cost: requests_per_day=5000 seconds_per_request=2
@other.function(gpu="H100", max_containers=4)
def busy():
    pass


@other.function(gpu="H100", max_containers=4, schedule=modal.Period(hours=1))
def hourly():
    pass
