"""What the modules of the package share: the app, the image, the units and the defaults."""

import os

import modal

MINUTES = 60
HOURS = 60 * MINUTES

GPU = os.environ.get("TRANSCRIPTION_GPU", "L40S")
BATCH_SIZE = 32
AUDIO_DIR = "/audio"

image = (
    modal.Image.debian_slim(python_version="3.12")
    .apt_install("ffmpeg")
    .uv_pip_install("fastapi[standard]==0.116.1", "faster-whisper==1.2.0")
)
audio = modal.Volume.from_name("transcription-audio", create_if_missing=True)

app = modal.App("transcription", image=image)
