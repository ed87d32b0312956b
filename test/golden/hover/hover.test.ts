import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { assess } from '../../../src/core/cost/assess';
import { savingsInSteps } from '../../../src/core/cost/savings';
import { UsageComments } from '../../../src/core/modal/usageComment';
import { usageFieldInfo } from '../../../src/core/modal/usageFields';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import type { HoverLinks } from '../../../src/core/render/hoverParts';
import { declarationHover } from '../../../src/core/render/hoverText';
import { parameterHover } from '../../../src/core/render/keywordHover';
import { usageHover } from '../../../src/core/render/usageHover';
import { scanText } from '../../support/python';
import { compareWithGolden } from '../golden';

interface Case {
  /** What stands before the `def`: decorators and whatever they need. */
  readonly code: string;
  readonly book?: typeof reviewBook;
  /** The keyword that is hovered; without it, the decorator. */
  readonly keyword?: Parameters<typeof parameterHover>[0];
  /** The text of a usage comment, or of one of its values, that is hovered. */
  readonly comment?: string;
  /** Whether there is an editor to run commands. */
  readonly linked?: true;
}

const LINKS: HoverLinks = {
  switchBook: 'command:switchBook',
  setUsage: 'command:setUsage',
  useTrace: 'command:useTrace',
  whatIf: 'command:whatIf',
  compare: 'command:compare',
  explain: 'command:explain',
  save: ({ kind }) => `command:save?${kind}`,
  setGpu: (label) => `command:setGpu?${encodeURIComponent(label)}`,
};

const USED = '# modal-cost: requests_per_day=50000 seconds_per_request=1';
const SCHEDULED = '@app.function(schedule=modal.Cron("0 3 * * *"), retries=2, timeout=3600)';

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
  'answer-first': { code: `${USED}\n@app.function(gpu="H100", min_containers=2)`, linked: true },
  'answer-without-usage': { code: '@app.function(gpu="H100", min_containers=2)', book: listBook, linked: true },
  'a-misspelled-gpu': { code: '@app.function(gpu="H10O:2")', linked: true },
  'a-schedule-with-a-long-window': {
    code: '@app.function(gpu="T4", schedule=modal.Period(hours=1), timeout=60, scaledown_window=600)',
    book: listBook,
    linked: true,
  },
  'keyword-gpu-misspelled': { code: '@app.function(gpu="H10O:2")', keyword: 'gpu', linked: true },
  'keyword-gpu-cheaper': { code: '@app.function(gpu="H100")', keyword: 'gpu', book: listBook, linked: true },
  'keyword-gpu-unknown': { code: '@app.function(gpu=cfg.gpu)', keyword: 'gpu', linked: true },
  'keyword-gpu-list': { code: '@app.function(gpu=["H100", "L4"])', keyword: 'gpu', linked: true },
  'keyword-min-containers-beaten': {
    code: `${USED}\n@app.function(gpu="T4", min_containers=2)`,
    keyword: 'min_containers',
    linked: true,
  },
  'keyword-min-containers-named': {
    code: 'N = 3\n@app.function(gpu="T4", min_containers=N)',
    keyword: 'min_containers',
    linked: true,
  },
  'warm-pool-that-stays': {
    code: '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app.function(gpu="H100", min_containers=2, max_containers=6, scaledown_window=300)',
    book: listBook,
    linked: true,
  },
  'keyword-min-containers-that-stays': {
    code: '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app.function(gpu="H100", min_containers=2, max_containers=6, scaledown_window=300)',
    keyword: 'min_containers',
    book: listBook,
    linked: true,
  },
  'keyword-window-that-stays': {
    code: '# modal-cost: requests_per_day=50000 seconds_per_request=0.2\n@app.function(gpu="H100", min_containers=2, max_containers=6, scaledown_window=300)',
    keyword: 'scaledown_window',
    book: listBook,
    linked: true,
  },
  'keyword-max-containers': { code: '@app.function(gpu="T4", max_containers=6)', keyword: 'max_containers' },
  'keyword-buffer-containers': { code: '@app.function(gpu="T4", buffer_containers=1)', keyword: 'buffer_containers' },
  'keyword-window': { code: '@app.function(gpu="T4", scaledown_window=300)', keyword: 'scaledown_window', book: listBook },
  'keyword-window-used': {
    code: `${USED}\n@app.function(gpu="T4", scaledown_window=300)`,
    keyword: 'scaledown_window',
    book: listBook,
  },
  'keyword-timeout': { code: '@app.function(gpu="T4", timeout=600)', keyword: 'timeout' },
  'keyword-retries': { code: SCHEDULED, keyword: 'retries', book: listBook },
  'keyword-schedule': { code: SCHEDULED, keyword: 'schedule', book: listBook },
  'keyword-cpu': { code: '@app.function(gpu="T4", cpu=4)', keyword: 'cpu', book: listBook },
  'keyword-cpu-all-in': { code: '@app.function(gpu="T4", cpu=4)', keyword: 'cpu' },
  'keyword-memory': { code: '@app.function(memory=4 * 1024)', keyword: 'memory', book: listBook },
  'keyword-region': { code: '@app.function(gpu="T4", region="us")', keyword: 'region', book: listBook },
  'keyword-cloud': { code: '@app.function(gpu="T4", cloud="aws")', keyword: 'cloud' },
  'usage-comment': { code: `${USED}\n@app.function(gpu="T4", min_containers=2)`, comment: '# modal-cost:', linked: true },
  'usage-comment-half': {
    code: '# modal-cost: requests_per_day=50\n@app.function(gpu="T4")',
    comment: '# modal-cost:',
    linked: true,
  },
  'usage-value': { code: `${USED}\n@app.function(gpu="T4")`, comment: 'requests_per_day', linked: true },
  'keyword-old': { code: '@app.function(gpu="T4", container_idle_timeout=120)', keyword: 'container_idle_timeout' },
};

/** Hovers as VS Code is given them. `UPDATE_GOLDEN=1` writes them anew. */
describe('hovers', () => {
  for (const [name, { code, book = reviewBook, keyword, comment: hovered, linked }] of Object.entries(CASES)) {
    it(name, async () => {
      const text = `import modal\napp = modal.App()\n${code}\ndef f(): ...\n`;
      const [declaration] = (await scanText(text)).declarations;
      const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
      const comment = new UsageComments(text).of(declaration!);
      const assessment = assess(declaration!, context, { comment, defaults: [], includeStartup: true });
      const savings = atOnce(savingsInSteps(assessment, neverPause));
      const links = linked ? LINKS : {};
      const value = comment.values.find(({ field }) => usageFieldInfo(field).name === hovered);
      const markdown = hovered
        ? usageHover(assessment, comment, value, links)
        : keyword
          ? parameterHover(keyword, assessment, links, savings)
          : declarationHover(assessment, links, savings);
      compareWithGolden(`hover/${name}.md`, `${markdown}\n`);
    });
  }

  it('of a keyword are one sentence with one figure, and a table of nothing', () => {
    for (const [name, { keyword, code }] of Object.entries(CASES)) {
      if (!keyword) continue;
      const [sentence, what, ...others] = readFileSync(`test/golden/hover/${name}.md`, 'utf8').trim().split('\n\n');
      assert.ok(sentence && what && others.length === 0, name);
      const figures = sentence.match(/\*\*[^*]+\*\*/g) ?? [];
      const isOpen = /cfg|H10O/.test(code) || sentence.includes('not billed');
      assert.ok(isOpen ? figures.length === 0 : figures.length === 1, sentence);
      assert.ok(!sentence.includes('|'), sentence);
    }
  });

  it('of a misspelled GPU do not call it known', () => {
    for (const name of ['a-misspelled-gpu', 'keyword-gpu-misspelled']) {
      const hover = readFileSync(`test/golden/hover/${name}.md`, 'utf8');
      assert.doesNotMatch(hover, /\bknown\b/);
      assert.match(hover, /\[Change to H100:2\]\(command:setGpu\?H100%3A2\)/);
    }
  });

  it('begin with the answer, then what to do, and have one table at most', () => {
    for (const [name, { keyword, comment }] of Object.entries(CASES)) {
      if (keyword ?? comment) continue;
      const hover = readFileSync(`test/golden/hover/${name}.md`, 'utf8');
      assert.match(hover, /^\*\*[^*]+\*\*/, name);
      assert.ok((hover.match(/^\| :-- \|/gm) ?? []).length <= 1, name);
      assert.match(hover.trim().split('\n\n').at(-1)!, /^Prices: /, name);
    }
  });
});
