"""The part with the GPU. Deploy the whole package: `modal deploy -m transcription.api`."""

import modal

from .common import AUDIO_DIR, BATCH_SIZE, GPU, MINUTES, app, audio


# modal-cost: requests_per_day=2000 seconds_per_request=12
@app.cls(
    gpu=GPU,
    volumes={AUDIO_DIR: audio},
    timeout=20 * MINUTES,
    scaledown_window=2 * MINUTES,
    max_containers=10,
)
class Whisper:
    @modal.enter()
    def load(self) -> None:
        from faster_whisper import BatchedInferencePipeline, WhisperModel

        model = WhisperModel("large-v3", device="cuda", compute_type="float16")
        self.pipeline = BatchedInferencePipeline(model=model)

    @modal.method()
    def transcribe(self, path: str) -> str:
        segments, _ = self.pipeline.transcribe(f"{AUDIO_DIR}/{path}", batch_size=BATCH_SIZE)
        return " ".join(segment.text.strip() for segment in segments)
