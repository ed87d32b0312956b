/** A small workspace, and a change to it in which somebody has copied a warm H100 into a branch. */
import { repository, type TestRepository } from './repository';

const HEAD = 'import modal\n\napp = modal.App("shop")\n';

const TRAIN = `${HEAD}

@app.function(gpu="H100:8", timeout=7200, retries=2)
def train(): ...
`;

const BEFORE: Readonly<Record<string, string>> = {
  'modal-cost.json': `{
  "version": 1,
  // What the dashboard said in April.
  "declarations": {
    "app/serve.py::search": { "requests_per_day": 20000, "seconds_per_request": 0.3, "startup_seconds": 20 },
  },
  "budgets": { "workspace": { "floor": 250 } },
  "rules": { "no-ceiling": "off" },
}
`,
  'app/serve.py': `${HEAD}

@app.cls(gpu="A10", scaledown_window=60, max_containers=4)
class Model: ...


@app.function(gpu="L4", min_containers=1, max_containers=10)
def search(): ...


@app.function(gpu="T4", min_containers=1, max_containers=1)
def forgotten(): ...
`,
  'app/nightly.py': `${HEAD}

# modal-cost: seconds_per_request=900
@app.function(gpu="A100-80GB", schedule=modal.Cron("0 3 * * *"), max_containers=1)
def nightly(): ...


@app.function(schedule=modal.Period(hours=1), cpu=2, timeout=600)
def hourly(): ...
`,
  'jobs/train.py': TRAIN,
};

const AFTER: Readonly<Record<string, string>> = {
  'app/serve.py': `${HEAD}

@app.cls(gpu="H100", scaledown_window=60, min_containers=1, max_containers=4)
class Model: ...


@app.function(gpu="L4", min_containers=1, max_containers=2, keep_warm=1)
def find(): ...


# modal-cost: ignore warm-gpu the demo in May
@app.function(gpu="H200", min_containers=4, max_containers=2)
def demo(): ...
`,
  'app/nightly.py': `${HEAD}

# modal-cost: seconds_per_request=900
@app.function(gpu="L40S", schedule=modal.Cron("0 3 * * *"), max_containers=1)
def nightly(): ...


@app.function(schedule=modal.Period(hours=2), cpu=2, timeout=600)
def hourly(): ...
`,
  'training/train "big" models.py': TRAIN,
  'app/new one.py': `${HEAD}

import config


@app.function(gpu=config.gpu["=cmd|' /C calc'!A0"], max_containers=1)
def later(): ...


image = modal.Image.debian_slim().pip_install("torch", gpu="A100-80GB")
`,
};

/** The change as two commits, `main` and `feature`. */
export function changedRepository(): TestRepository {
  const repo = repository(BEFORE);
  repo.git('checkout', '--quiet', '-b', 'feature');
  repo.commit(AFTER, ['jobs/train.py']);
  return repo;
}
