import modal

from settings import cfg

app = modal.App("unknown")


@app.function(gpu=cfg.gpu, max_containers=1)
def configured():
    pass


def make(gpu):
    @app.function(gpu=gpu, max_containers=1)
    def inner():
        pass


sandbox = modal.Sandbox.create(app=app, gpu=cfg.gpu)
