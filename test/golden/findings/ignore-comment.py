import modal

app = modal.App("comments")


# modal-cost: ignore
# modal-cost: ignore warm-gpu
# modal-cost: ignore warmgpu the demo in May
# modal-cost: ignore everything we know better
# modal-cost: requests_per_day=1 seconds_per_request=1 ignore no-ceiling # and no reason
@app.function(gpu="H100", min_containers=1)
def f():
    pass
