import modal

app = modal.App("clusters")


@app.function(
    gpu="H100:8",
    min_containers=1,
    max_containers=10,
    buffer_containers=4,
)
@modal.experimental.clustered(size=4)
def train():
    pass
