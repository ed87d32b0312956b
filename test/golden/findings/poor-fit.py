import modal
import modal.experimental

app = modal.App("fit")


# modal-cost: needs=hipaa,ssh,custom-cuda,other-languages,apac
@app.function(gpu="H100", max_containers=1)
def regulated(): ...


# modal-cost: needs=prototyping,h200
@app.function(gpu="H100", max_containers=1)
def prototype(): ...


# modal-cost: needs=multi-node
# modal-cost: ignore poor-fit the cluster is on its way
@app.function(gpu="H100:8", max_containers=4)
def train(): ...


@app.function(gpu="H100:8", max_containers=64)
@modal.experimental.clustered(64)
def too_large(): ...
