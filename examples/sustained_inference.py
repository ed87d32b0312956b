"""Too busy for serverless: a chat backend that is busy for four fifths of every hour, every day.

345,600 requests per day, 200 ms each, keep one H100 busy for 80% of the time. Above about 25%, a
reserved machine is cheaper than paying per second. The comparison in the panel shows the break-even.

    modal deploy sustained_inference.py
"""

import modal

MODEL_NAME = "neuralmagic/Meta-Llama-3.1-70B-Instruct-quantized.w4a16"
MINUTES = 60

app = modal.App("sustained-inference")

image = modal.Image.debian_slim(python_version="3.12").uv_pip_install("fastapi[standard]==0.116.1", "vllm==0.10.1")
weights = modal.Volume.from_name("llama-weights", create_if_missing=True)


# modal-cost: requests_per_day=345600 seconds_per_request=0.2
@app.cls(
    image=image,
    gpu="H100",
    volumes={"/root/.cache/huggingface": weights},
    min_containers=1,
    max_containers=3,
    scaledown_window=10 * MINUTES,
    enable_memory_snapshot=True,
)
class ChatModel:
    @modal.enter()
    def start(self) -> None:
        from vllm import LLM, SamplingParams

        self.llm = LLM(MODEL_NAME, max_model_len=4096, gpu_memory_utilization=0.95)
        self.sampling = SamplingParams(temperature=0.7, max_tokens=256)

    @modal.method()
    def reply(self, prompt: str) -> str:
        return self.llm.generate([prompt], self.sampling)[0].outputs[0].text


@app.function(image=image, cpu=0.5, memory=512, min_containers=1)
@modal.concurrent(max_inputs=200, target_inputs=150)
@modal.asgi_app()
def gateway():
    """The public entry point: no GPU, many requests per container."""
    from fastapi import FastAPI

    web = FastAPI(title="chat")

    @web.post("/chat")
    async def chat(prompt: str) -> dict[str, str]:
        return {"reply": await ChatModel().reply.remote.aio(prompt)}

    return web
