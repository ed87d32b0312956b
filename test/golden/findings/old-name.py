import modal
from modal import web_endpoint

stub = modal.Stub("old")


@stub.function(
    gpu=modal.gpu.A100(count=2, size="80GB"),
    keep_warm=0,
    concurrency_limit=10,
    container_idle_timeout=120,
    allow_concurrent_inputs=8,
)
@web_endpoint()
def old():
    pass


@stub.function(gpu="H100", max_containers=3, warm_pool=0)
def never_was():
    pass


@stub.cls(gpu=True, max_containers=3)
class Methods:
    @modal.method(keep_warm=1)
    def run(self):
        pass

    @web_endpoint()
    def web(self):
        pass


@stub.local_entrypoint()
def main():
    old.keep_warm(2)
    Methods.with_options(gpu=modal.gpu.H100(), concurrency_limit=4)().run.remote()
    stub.function(container_idle_timeout=60)(print)
