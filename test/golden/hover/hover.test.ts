import { assess } from '../../../src/core/cost/assess';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { declarationHover } from '../../../src/core/render/hoverText';
import { parameterHover } from '../../../src/core/render/keywordHover';
import { scanText } from '../../support/python';
import { compareWithGolden } from '../golden';

interface Case {
  /** What stands before the `def`: decorators and whatever they need. */
  readonly code: string;
  readonly book?: typeof reviewBook;
  /** The keyword that is hovered; without it, the decorator. */
  readonly keyword?: Parameters<typeof parameterHover>[0];
}

const CASES: Readonly<Record<string, Case>> = {
  'warm-pool': { code: '@app.function(gpu="H100", min_containers=2, max_containers=6, timeout=600)' },
  'warm-pool-by-the-list': { code: '@app.function(gpu="H100", min_containers=1)', book: listBook },
  'plain-a100-by-the-list': { code: '@app.function(gpu="A100", min_containers=1)', book: listBook },
  'old-a100-by-the-list': { code: '@app.function(gpu=modal.gpu.A100(), min_containers=1)', book: listBook },
  'with-usage': {
    code: '# modal-cost: requests_per_day=800 seconds_per_request=4\n@app.function(gpu="A100-80GB", min_containers=1)',
  },
  constants: {
    code: 'import os\nGPU = os.environ.get("GPU", "h100")\nN = 2\n@app.function(gpu=f"{GPU}:{N}", timeout=20 * 60)',
  },
  'a-range': { code: '@app.function(gpu="H100" if q() else "L4", min_containers=1 if q() else 0)' },
  fallbacks: { code: '@app.function(gpu=["H100", "A100-80GB:2", None])' },
  'not-known': { code: '@app.function(gpu=cfg["gpu"], min_containers=cfg["warm"])' },
  'no-price': { code: '@app.function(gpu=["QUANTUM9", "T4"])' },
  'on-the-list-only': { code: '@app.function(gpu="L4", min_containers=1)' },
  'region-on-the-list-only': { code: '@app.function(gpu="H200", cpu=4, memory=(8192, 16384), region="us-west")' },
  'cpu-only': { code: '@app.function(cpu=2, memory=4096, ephemeral_disk=512 * 1024, nonpreemptible=True)' },
  schedule: { code: '@app.function(schedule=modal.Cron("0 3 * * *"), retries=2, timeout=3600)', book: listBook },
  cluster: { code: '@app.function(gpu="H100:8")\n@modal.experimental.clustered(size=4)' },
  'old-names': {
    code: 'stub = modal.Stub()\n@stub.function(gpu=modal.gpu.A100(count=2), keep_warm=1, memory=4096.0)\n@modal.web_endpoint()',
  },
  hostile: { code: '@app.function(gpu="<b>`|[x](command:y)\\n", region=cfg["](x)"], **{"cpu": f("`")})' },
  'keyword-gpu': { code: '@app.function(gpu="a10g:2")', keyword: 'gpu' },
  'keyword-min-containers': { code: '@app.function(gpu="T4", min_containers=1)', keyword: 'min_containers' },
  'keyword-old': { code: '@app.function(gpu="T4", container_idle_timeout=120)', keyword: 'container_idle_timeout' },
};

/** Hovers as VS Code is given them. `UPDATE_GOLDEN=1` writes them anew. */
describe('hovers', () => {
  for (const [name, { code, book = reviewBook, keyword }] of Object.entries(CASES)) {
    it(name, async () => {
      const text = `import modal\napp = modal.App()\n${code}\ndef f(): ...\n`;
      const [declaration] = (await scanText(text)).declarations;
      const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
      const comment = new UsageComments(text).of(declaration!);
      const assessment = assess(declaration!, context, { comment, defaults: [], includeStartup: true });
      const markdown = keyword ? parameterHover(keyword, assessment) : declarationHover(assessment);
      compareWithGolden(`hover/${name}.md`, `${markdown}\n`);
    });
  }
});
