import modal

app = modal.App("fast")

GPU = "H100"


# modal-cost: requests_per_day=20000 seconds_per_request=1
@app.function(gpu=GPU, max_containers=20)
def fits_on_less():
    pass


# modal-cost: requests_per_day=20 seconds_per_request=1
@app.function(gpu="H100", max_containers=20)
def saves_little():
    pass


# modal-cost: requests_per_day=20000 seconds_per_request=1
@app.function(gpu="T4", max_containers=20)
def is_the_cheapest():
    pass


# modal-cost: requests_per_day=20000 seconds_per_request=1
@app.function(gpu=["H100", "A100-80GB"], max_containers=20)
def has_options():
    pass


@app.function(gpu="H100", max_containers=20)
def has_no_usage():
    pass


# modal-cost: requests_per_day=20000 seconds_per_request=1
# modal-cost: ignore cheaper-gpu requests take three times as long on an A100
@app.function(gpu="H100", max_containers=20)
def silenced():
    pass
