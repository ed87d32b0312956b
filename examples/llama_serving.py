"""Llama 70B behind an OpenAI-compatible API: steady daytime traffic, two containers kept warm.

50,000 requests per day, 200 ms each, are 10,000 busy seconds per day: less than an eighth of one
H100. Two of them stay warm day and night so that nobody waits for a cold start.

    modal deploy llama_serving.py
"""

import subprocess

import modal

MODEL_NAME = "hugging-quants/Meta-Llama-3.1-70B-Instruct-AWQ-INT4"
GPU_TYPE = "H100"
GPU_COUNT = 1
PORT = 8000
MINUTES = 60

app = modal.App("llama-serving")

image = (
    modal.Image.from_registry("nvidia/cuda:12.8.1-devel-ubuntu22.04", add_python="3.12")
    .uv_pip_install("huggingface_hub[hf_transfer]==0.34.4", "vllm==0.10.1")
    .env({"HF_HUB_ENABLE_HF_TRANSFER": "1"})
)
weights = modal.Volume.from_name("llama-weights", create_if_missing=True)
compiled = modal.Volume.from_name("vllm-compiled", create_if_missing=True)


# modal-cost: requests_per_day=50000 seconds_per_request=0.2
@app.function(
    image=image,
    gpu=f"{GPU_TYPE}:{GPU_COUNT}",
    volumes={"/root/.cache/huggingface": weights, "/root/.cache/vllm": compiled},
    secrets=[modal.Secret.from_name("huggingface")],
    min_containers=2,
    max_containers=6,
    scaledown_window=5 * MINUTES,
    timeout=10 * MINUTES,
)
@modal.web_server(port=PORT, startup_timeout=10 * MINUTES)
def serve() -> None:
    command = [
        "vllm",
        "serve",
        MODEL_NAME,
        "--served-model-name",
        "llama-70b",
        "--quantization",
        "awq_marlin",
        "--max-model-len",
        "8192",
        "--tensor-parallel-size",
        str(GPU_COUNT),
        "--port",
        str(PORT),
    ]
    subprocess.Popen(command)


@app.function(image=image, volumes={"/root/.cache/huggingface": weights}, timeout=60 * MINUTES)
def download() -> None:
    """Fill the volume once, on a CPU: `modal run llama_serving.py::download`."""
    from huggingface_hub import snapshot_download

    snapshot_download(MODEL_NAME)
