import modal

app = modal.App("busy")


# modal-cost: requests_per_day=69120 seconds_per_request=1
@app.function(gpu="H100", max_containers=20)
def busy():
    pass


# modal-cost: requests_per_day=800 seconds_per_request=1
@app.function(gpu="H100", max_containers=20)
def seldom():
    pass
