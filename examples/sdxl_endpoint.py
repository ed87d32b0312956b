"""Text to image with SDXL: a bursty endpoint, idle most of the day, with one warm container.

The traffic is that of a small product: 800 images per day, four seconds each. The GPU is busy for 53
minutes per day. The hover shows what the other 23 hours cost.

    modal deploy sdxl_endpoint.py
"""

import io

import modal

MODEL_ID = "stabilityai/stable-diffusion-xl-base-1.0"
CACHE_DIR = "/cache"
MINUTES = 60

app = modal.App("sdxl-endpoint")

image = (
    modal.Image.debian_slim(python_version="3.12")
    .uv_pip_install(
        "accelerate==1.10.0",
        "diffusers==0.35.1",
        "fastapi[standard]==0.116.1",
        "torch==2.8.0",
        "transformers==4.55.2",
    )
    .env({"HF_HOME": CACHE_DIR})
)
cache = modal.Volume.from_name("sdxl-cache", create_if_missing=True)


# modal-cost: requests_per_day=800 seconds_per_request=4
@app.cls(
    image=image,
    gpu="A100-80GB",
    volumes={CACHE_DIR: cache},
    min_containers=1,
    scaledown_window=2 * MINUTES,
    timeout=5 * MINUTES,
)
class Inference:
    @modal.enter()
    def load(self) -> None:
        import torch
        from diffusers import StableDiffusionXLPipeline

        self.pipe = StableDiffusionXLPipeline.from_pretrained(
            MODEL_ID, torch_dtype=torch.float16, variant="fp16", use_safetensors=True
        ).to("cuda")

    @modal.method()
    def generate(self, prompt: str, steps: int = 30) -> bytes:
        picture = self.pipe(prompt, num_inference_steps=steps).images[0]
        buffer = io.BytesIO()
        picture.save(buffer, format="PNG")
        return buffer.getvalue()

    @modal.fastapi_endpoint(method="POST", docs=True)
    def web(self, prompt: str, steps: int = 30):
        from fastapi import Response

        return Response(content=self.generate.local(prompt, steps), media_type="image/png")


@app.local_entrypoint()
def main(prompt: str = "A lighthouse in a storm, oil on canvas") -> None:
    with open("output.png", "wb") as file:
        file.write(Inference().generate.remote(prompt))
