"""The public API and the housekeeping, on CPUs."""

import modal

from .common import AUDIO_DIR, HOURS, MINUTES, app, audio
from .worker import Whisper


@app.function(cpu=0.5, memory=512, volumes={AUDIO_DIR: audio}, scaledown_window=10 * MINUTES)
@modal.concurrent(max_inputs=100)
@modal.asgi_app()
def web():
    from fastapi import FastAPI, UploadFile

    api = FastAPI(title="transcription")

    @api.post("/transcripts")
    async def create(file: UploadFile) -> dict[str, str]:
        with open(f"{AUDIO_DIR}/{file.filename}", "wb") as target:
            target.write(await file.read())
        await audio.commit.aio()
        call = await Whisper().transcribe.spawn.aio(file.filename)
        return {"id": call.object_id}

    @api.get("/transcripts/{call_id}")
    async def read(call_id: str) -> dict[str, str]:
        try:
            text = await modal.FunctionCall.from_id(call_id).get.aio(timeout=0)
        except TimeoutError:
            return {"status": "pending"}
        return {"status": "done", "text": text}

    return api


@app.function(schedule=modal.Period(days=1), volumes={AUDIO_DIR: audio}, timeout=1 * HOURS)
def expire(days: int = 30) -> int:
    import pathlib
    import time

    limit = time.time() - days * 24 * HOURS
    old = [file for file in pathlib.Path(AUDIO_DIR).iterdir() if file.stat().st_mtime < limit]
    for file in old:
        file.unlink()
    return len(old)
