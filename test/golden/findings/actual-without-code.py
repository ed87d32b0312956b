import modal

app = modal.App("llama-serving")


# modal-cost: requests_per_day=2000 seconds_per_request=1
@app.function(gpu="H100", max_containers=4)
def generate(): ...
