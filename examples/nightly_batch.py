"""A nightly report without a GPU: one coordinator on a schedule, up to fifty workers for the shards.

The schedule and the timeout together limit what a month can cost.

    modal deploy nightly_batch.py
"""

import datetime as dt

import modal

MINUTES = 60
GIB = 1024  # MiB

app = modal.App("nightly-batch")

image = modal.Image.debian_slim(python_version="3.12").uv_pip_install("duckdb==1.3.2", "pyarrow==21.0.0")
lake = modal.Volume.from_name("data-lake", create_if_missing=True)


@app.function(
    image=image,
    cpu=(2.0, 8.0),
    memory=(4 * GIB, 16 * GIB),
    volumes={"/lake": lake},
    max_containers=50,
    timeout=15 * MINUTES,
    retries=2,
)
def aggregate(day: str, shard: int) -> int:
    import duckdb

    source = f"/lake/events/{day}/shard-{shard:03}.parquet"
    target = f"/lake/daily/{day}/shard-{shard:03}.parquet"
    duckdb.sql(f"COPY (SELECT user_id, count(*) AS n FROM '{source}' GROUP BY user_id) TO '{target}'")
    return duckdb.sql(f"SELECT count(*) FROM '{target}'").fetchone()[0]


@app.function(
    image=image,
    schedule=modal.Cron("0 3 * * *", timezone="Europe/Zurich"),
    cpu=1.0,
    memory=1 * GIB,
    volumes={"/lake": lake},
    timeout=60 * MINUTES,
    nonpreemptible=True,
)
def nightly() -> None:
    yesterday = (dt.datetime.now(dt.UTC) - dt.timedelta(days=1)).date().isoformat()
    rows = sum(aggregate.starmap((yesterday, shard) for shard in range(200)))
    print(f"{yesterday}: {rows} rows")


@app.function(image=image, schedule=modal.Period(hours=6), cpu=0.25, volumes={"/lake": lake})
def compact() -> None:
    import pathlib

    for leftover in pathlib.Path("/lake/tmp").glob("*.parquet"):
        leftover.unlink()
    lake.commit()
