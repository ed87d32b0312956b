"""An app that was written for an older SDK and never updated.

Costs are shown for the old names too, and Quick Fixes replace them with today's names. With SDK 1.4
or newer, this file can no longer be deployed.
"""

import modal

stub = modal.Stub("legacy-captioning")

image = modal.Image.debian_slim().pip_install("torch==2.1.2", "transformers==4.36.2", "fastapi==0.108.0")


@stub.cls(
    image=image,
    gpu=modal.gpu.H100(count=4),
    keep_warm=1,
    concurrency_limit=3,
    container_idle_timeout=300,
)
class Captioner:
    @modal.enter()
    def load(self):
        from transformers import pipeline

        self.pipeline = pipeline("image-to-text", model="Salesforce/blip2-opt-6.7b", device_map="auto")

    @modal.method()
    def caption(self, url):
        return self.pipeline(url)[0]["generated_text"]


@stub.function(image=image, gpu=modal.gpu.A100(size="80GB"), timeout=600, checkpointing_enabled=True)
def tag(url):
    return [url]


@stub.function(image=image, allow_concurrent_inputs=20, keep_warm=2)
@modal.web_endpoint(method="GET")
def caption(url: str):
    return {"caption": Captioner().caption.remote(url)}


@stub.function(image=image, gpu="a10g", warm_pool=1)
def thumbnails(url):
    return url


@stub.local_entrypoint()
def warm_up():
    Captioner().caption.keep_warm(2)
