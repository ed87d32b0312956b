"""A copy of the production service, made to test a new model for one afternoon.

The test is long over, but the copy still has `min_containers=1`: an H100 that stays warm, day and
night, for requests that nobody sends.
"""

import modal

MODEL_NAME = "Qwen/Qwen3-Embedding-8B"

app = modal.App("embeddings-staging")

image = modal.Image.debian_slim(python_version="3.12").uv_pip_install(
    "fastapi[standard]==0.116.1", "sentence-transformers==5.1.0"
)
weights = modal.Volume.from_name("embedding-weights", create_if_missing=True)


# modal-cost: requests_per_day=0 seconds_per_request=0.1
@app.cls(
    image=image,
    gpu="H100",
    volumes={"/root/.cache/huggingface": weights},
    min_containers=1,
)
class Embeddings:
    @modal.enter()
    def load(self) -> None:
        from sentence_transformers import SentenceTransformer

        self.model = SentenceTransformer(MODEL_NAME, device="cuda")

    @modal.batched(max_batch_size=64, wait_ms=50)
    def embed(self, texts: list[str]) -> list[list[float]]:
        return self.model.encode(texts, normalize_embeddings=True).tolist()


@app.function(image=image)
@modal.concurrent(max_inputs=100)
@modal.fastapi_endpoint(method="POST")
async def search(query: str) -> dict[str, list[float]]:
    return {"vector": await Embeddings().embed.remote.aio(query)}
