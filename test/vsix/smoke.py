import modal

app = modal.App("smoke")


@app.function(gpu="H100", min_containers=1)
def infer(prompt: str) -> str:
    return prompt
