import modal

app = modal.App("warm")


@app.cls(
    gpu="H100",
    min_containers=2,  # nobody knows why
    max_containers=4,
)
class Model:
    pass


@app.function(gpu="T4", min_containers=1, max_containers=4)
def below_the_threshold():
    pass


@app.function(min_containers=40)
def without_a_gpu():
    pass


# modal-cost: ignore warm-gpu the demo in May
@app.function(gpu="H100", min_containers=1, max_containers=1)
def silenced():
    pass
