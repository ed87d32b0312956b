import modal

app = modal.App("prices")


@app.function(gpu="A100-80G:2", max_containers=1)
def misspelt():
    pass


@app.function(gpu=["MI300X", "H100"], max_containers=1)
def unheard_of():
    pass
