"""Fine-tuning on one node of eight H100s, with checkpoints and restarts.

Nothing here runs by itself, so there is no warm floor. What matters is the most that one run can
cost: its timeout × its price, and the same again for each retry.

    modal run --detach finetune_h100.py --experiment baseline
"""

import modal

GPU_TYPE = "h100"
GPUS_PER_NODE = 8
MINUTES = 60
HOURS = 60 * MINUTES
GIB = 1024  # MiB

BASE_MODEL = "Qwen/Qwen3-32B"
CHECKPOINTS = "/checkpoints"

app = modal.App("finetune")

image = (
    modal.Image.from_registry("nvidia/cuda:12.8.1-devel-ubuntu22.04", add_python="3.12")
    .uv_pip_install("accelerate==1.10.0", "datasets==4.0.0", "torch==2.8.0", "trl==0.21.0")
    # Kernels are compiled for the GPU of the machine, so this step of the build needs a GPU too.
    .uv_pip_install("flash-attn==2.8.3", extra_options="--no-build-isolation", gpu="H100")
)
checkpoints = modal.Volume.from_name("finetune-checkpoints", create_if_missing=True)


@app.function(
    image=image,
    gpu=f"{GPU_TYPE}:{GPUS_PER_NODE}",
    cpu=32,
    memory=512 * GIB,
    ephemeral_disk=1000 * GIB,
    volumes={CHECKPOINTS: checkpoints},
    timeout=20 * HOURS,
    retries=modal.Retries(max_retries=3, initial_delay=0.0),
    single_use_containers=True,
)
def train(experiment: str) -> None:
    import subprocess

    subprocess.run(
        [
            "torchrun",
            f"--nproc-per-node={GPUS_PER_NODE}",
            "-m",
            "finetune.train",
            f"--model={BASE_MODEL}",
            f"--output={CHECKPOINTS}/{experiment}",
            "--resume-from-latest",
        ],
        check=True,
    )
    checkpoints.commit()


@app.function(image=image, gpu="L40S:2", volumes={CHECKPOINTS: checkpoints}, timeout=45 * MINUTES)
def evaluate(experiment: str) -> dict[str, float]:
    from finetune import evaluation

    return evaluation.run(f"{CHECKPOINTS}/{experiment}")


@app.local_entrypoint()
def main(experiment: str = "baseline") -> None:
    train.remote(experiment)
    print(evaluate.remote(experiment))
