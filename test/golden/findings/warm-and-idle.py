import modal

app = modal.App("llama-serving")
down = modal.App("half-a-month")
busy = modal.App("busy")


@app.cls(gpu="H100", min_containers=1, max_containers=4)
class Model: ...


@app.function(gpu="T4", max_containers=4)
def embed(): ...


# modal-cost: requests_per_day=2000 seconds_per_request=1
@down.function(gpu="H100", min_containers=1, max_containers=4)
def served(): ...


# Traffic explains its bill.
@busy.function(gpu="H100", min_containers=1, max_containers=4)
def used(): ...
