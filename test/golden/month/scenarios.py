"""The review's three scenarios, as code with its usage above it. List figures are for the *_list variants."""

import modal

app = modal.App("scenarios")


# A: "SDXL on A100, 800 requests/day at 4s each, warm_pool=1". The review prices every A100 at its 80 GB rate.
# modal-cost: requests_per_day=800 seconds_per_request=4
@app.function(gpu="A100-80GB", min_containers=1)
def a(): ...


# B: "Llama 70B on H100, 50k req/day at 200ms, warm_pool=2".
# modal-cost: requests_per_day=50000 seconds_per_request=0.2
@app.function(gpu="H100", min_containers=2)
def b(): ...


# C: "Llama 70B on H100, sustained ~80% utilization": 69,120 busy seconds a day.
# modal-cost: requests_per_day=17280 seconds_per_request=4
@app.function(gpu="H100")
def c(): ...


# A and B without a warm pool, as the list's figures have them: the window is the default of 60 s.
# modal-cost: requests_per_day=800 seconds_per_request=4
@app.function(gpu="A100-80GB")
def a_cold(): ...


# modal-cost: requests_per_day=50000 seconds_per_request=0.2
@app.function(gpu="H100")
def b_cold(): ...
