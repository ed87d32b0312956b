import modal

app = modal.App("limits")


@app.function(min_containers=5, max_containers=3)
def more_than_allowed():
    pass


@app.function(min_containers=3, max_containers=3)
def as_many_as_allowed():
    pass
