import modal

app = modal.App("counts")


@app.function(gpu="H100:16", max_containers=1)
def too_many():
    pass


@app.function(gpu=["A10G:8", "L4:2"], max_containers=1)
def four_at_most():
    pass


@app.function(gpu="L4:0", max_containers=1)
def none_at_all():
    pass
