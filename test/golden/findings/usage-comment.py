import modal

app = modal.App("comments")

# modal-cost: requests_per_day=1


# modal-cost: request_per_day=800 seconds_per_request=4s
@app.function()
def f():
    pass
