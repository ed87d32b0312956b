"""One app whose GPUs come from many places: a data class, the environment, a condition, a file.

A value that follows from the workspace has a figure. A value with several candidates has a range. A
value that is only known at run time is shown as unknown, and never as $0.

    GPU=H100 modal deploy config_driven.py
"""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import modal

MINUTES = 60
PRODUCTION = os.environ.get("ENVIRONMENT", "dev") == "prod"


@dataclass(frozen=True)
class ServiceConfig:
    gpu: str = "A10"
    min_containers: int = 0
    scaledown_window: int = 5 * MINUTES


CONF = ServiceConfig(gpu=os.environ.get("GPU", "L40S"))
SETTINGS = json.loads(Path(__file__).with_name("settings.json").read_text())
BATCH = {"gpu": ["H100", "A100-80GB"], "timeout": 30 * MINUTES, "max_containers": 8}

app = modal.App("config-driven")
image = modal.Image.debian_slim(python_version="3.12").uv_pip_install("sentence-transformers==5.1.0")


# Known: from the data class and the default of the environment variable.
@app.cls(
    image=image,
    gpu=CONF.gpu,
    min_containers=CONF.min_containers,
    scaledown_window=CONF.scaledown_window,
)
@modal.concurrent(max_inputs=32)
class Embedder:
    @modal.enter()
    def load(self) -> None:
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer("BAAI/bge-m3")

    @modal.method()
    def embed(self, texts: list[str]) -> list[list[float]]:
        return self.model.encode(texts).tolist()


# A range: one of two branches, depending on where it is deployed.
@app.function(image=image, gpu="H100" if PRODUCTION else "L4", min_containers=1 if PRODUCTION else 0)
def answer(question: str) -> str:
    return f"You asked: {question}"


# Known, with a fallback: Modal uses the first GPU of the list that is available.
@app.function(image=image, **BATCH)
def backfill(shard: int) -> int:
    return shard


# Unknown: the value is in the settings.json of the deployment.
@app.function(image=image, gpu=SETTINGS["rerank"]["gpu"], timeout=2 * MINUTES)
def rerank(question: str, candidates: list[str]) -> list[str]:
    return sorted(candidates, key=len)


@app.local_entrypoint()
def main() -> None:
    # A call that overrides the declaration for one caller.
    bulk = Embedder.with_options(gpu="H100", max_containers=4)()
    print(len(bulk.embed.remote(["hello"])), answer.remote("What does this cost?"))
