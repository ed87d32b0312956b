import modal

app = modal.App("llama-serving")
other = modal.App("nightly")
open_app = modal.App("open")


# modal-cost: requests_per_day=2000 seconds_per_request=1
@app.function(gpu="H100", max_containers=4)
def generate(): ...


# modal-cost: requests_per_day=100 seconds_per_request=1
@app.function(gpu="T4", max_containers=4)
def embed(): ...


# As estimated, by less than the threshold.
# modal-cost: requests_per_day=2000 seconds_per_request=1
@other.function(gpu="H100", max_containers=4)
def job(): ...


# Nothing says what it should cost.
@open_app.function(gpu="H100", max_containers=4)
def unknown(): ...
