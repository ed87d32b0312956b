/**
 * Every row of the review's use-case matrix, every line of its “who should avoid this” and its scenarios, each made to fire
 * by code and a usage comment, in both books: what the fit finds, as a reader has it. UPDATE_GOLDEN=1 writes it anew.
 */
import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { FitRule } from '../../../src/core/pricing/fitClaimsSchema';
import { fitMarkdown, unseenSentence } from '../../../src/core/render/fitMarkdown';
import type { FitFinding } from '../../../src/core/review/fit/fitFinding';
import type { FitReport } from '../../../src/core/review/fit/fitReport';
import { CLAIMS } from '../../../src/core/review/fit/reviewClaims';
import { fitOf } from '../../../src/core/review/fitOf';
import { priceText } from '../../unit/cost/priced';
import { compareWithGolden } from '../golden';

interface Case {
  /** The workload of the matrix, or who should avoid Modal. */
  readonly of: string;
  readonly usage: string;
  readonly args: string;
  /** Stacked below `@app.function`. */
  readonly stacked?: string;
}

const BURSTS = 'requests_per_day=2000 seconds_per_request=2 startup_seconds=15';
const WEB = '@modal.fastapi_endpoint()';
const LOAD = 'requests_per_day=34560 seconds_per_request=2 interactive=true';

const ROWS: readonly Case[] = [
  {
    of: 'Bursty inference, idle most of the day',
    args: 'gpu="H100"',
    usage: 'requests_per_day=500 seconds_per_request=2 interactive=false',
  },
  {
    of: 'SDXL / image-gen API at moderate volume',
    args: 'gpu="A100-80GB", min_containers=1',
    usage: 'requests_per_day=800 seconds_per_request=4 needs=image-generation',
    stacked: WEB,
  },
  { of: 'Prototyping ML services', args: 'gpu="T4"', usage: 'needs=prototyping' },
  { of: 'Sustained 24/7 inference, high utilization', args: 'gpu="H100"', usage: LOAD },
  {
    of: 'Multi-node distributed training',
    args: 'gpu="H100:8"',
    usage: 'interactive=false',
    stacked: '@modal.experimental.clustered(4)',
  },
  { of: 'Custom CUDA kernel development', args: 'gpu="H100"', usage: 'needs=custom-cuda' },
  { of: 'HIPAA / regulated workloads', args: 'gpu="H100"', usage: 'needs=hipaa' },
  { of: 'Async webhook processing', args: 'gpu="H100"', usage: `${BURSTS} interactive=false`, stacked: WEB },
  {
    of: 'Background batch jobs',
    args: 'gpu="H100", schedule=modal.Period(days=1)',
    usage: 'seconds_per_request=600',
  },
  {
    of: 'Real-time chatbot serving',
    args: 'gpu="H100", min_containers=1',
    usage: `${BURSTS} tokens_per_second=1832`,
    stacked: '@modal.asgi_app()',
  },
];

const AVOIDERS: readonly Case[] = [
  { of: 'Sustained 24/7 inference at high utilization', args: 'gpu="H100"', usage: LOAD },
  { of: 'Multi-node tightly-coupled training', args: 'gpu="H100:8"', usage: 'needs=multi-node' },
  {
    of: 'Custom CUDA kernel development needing kernel-level introspection',
    args: 'gpu="H100"',
    usage: 'needs=custom-cuda',
  },
  { of: 'HIPAA-regulated workloads', args: 'gpu="H100"', usage: 'needs=hipaa' },
  { of: 'Workloads requiring H200 or B200 today', args: 'gpu="H100"', usage: 'needs=h200' },
  { of: 'Teams needing SSH access for debugging', args: 'gpu="H100"', usage: 'needs=ssh' },
  { of: 'Buyers who hate Python', args: 'gpu="H100"', usage: 'needs=other-languages' },
];

const SCENARIOS: readonly Case[] = [
  { ...ROWS[1]!, of: 'A: bursty SDXL' },
  {
    of: 'B: mid-traffic inference',
    args: 'gpu="H100", min_containers=2',
    usage: 'requests_per_day=50000 seconds_per_request=0.2 needs=none',
    stacked: WEB,
  },
  {
    of: 'C: sustained inference',
    args: 'gpu="H100"',
    usage: 'requests_per_day=34560 seconds_per_request=2 needs=none',
    stacked: WEB,
  },
];

const BOOKS = { review: reviewBook, list: listBook };

async function fitIn(book: keyof typeof BOOKS, { args, usage, stacked = '' }: Case): Promise<FitReport> {
  const code = `@app.function(${args})\n${stacked}\ndef f(): ...\n`.replace('\n\n', '\n');
  const text = `import modal\nimport modal.experimental\napp = modal.App()\n# modal-cost: ${usage}\n${code}`;
  return fitOf((await priceText(text, { book: BOOKS[book] })).f!)!;
}

async function shown(each: Case): Promise<string> {
  const parts = [`## ${each.of}`, `\`${each.args}\` ${each.stacked ?? ''} \`${each.usage}\``.replace('  ', ' ')];
  for (const book of ['review', 'list'] as const) {
    const report = await fitIn(book, each);
    parts.push(`### ${book}`, fitMarkdown(report) || 'nothing', unseenSentence(report) || 'nothing unseen');
  }
  return `${parts.join('\n\n')}\n`;
}

const VERDICTS = { '✓': 'good', '~': 'caution', '✗': 'poor' } as const;

function only(findings: readonly FitFinding[], rule: FitRule): FitFinding {
  const found = findings.filter((each) => each.rule === rule);
  assert.equal(found.length, 1, `${rule}: ${found.length} findings`);
  return found[0]!;
}

describe('fit of every row of the matrix', () => {
  it('is all ten of them, in the order of the review', () => {
    assert.deepEqual(
      ROWS.map(({ of }) => of),
      CLAIMS.useCases.map(({ workload }) => workload),
    );
  });

  for (const each of ROWS)
    it(`${each.of}: the review’s verdict, its alternative, and Modal’s answer`, async () => {
      const row = CLAIMS.useCases.find(({ workload }) => workload === each.of)!;
      const found = only((await fitIn('review', each)).findings, row.rule);
      assert.equal(found.verdict, VERDICTS[row.mark]);
      assert.equal(found.useCase, row);
      assert.deepEqual(found.alternative, row.alternative && { kind: 'named', words: row.alternative });
      assert.equal(found.modal?.source.who, 'modal');
      assert.ok(found.modal.source.url);
    });
});

describe('fit of everybody who should avoid Modal', () => {
  it('is all seven of them, in the order of the review', () => {
    assert.deepEqual(
      AVOIDERS.map(({ of }) => of),
      CLAIMS.avoiders.map(({ who }) => who),
    );
  });

  for (const each of AVOIDERS)
    it(`${each.of}: does not fit by the review; Modal’s documents decide with the list`, async () => {
      const line = CLAIMS.avoiders.find(({ who }) => who === each.of)!;
      const review = only((await fitIn('review', each)).findings, line.rule);
      assert.equal(review.verdict, 'poor');
      assert.equal(review.avoider, line);
      assert.ok(review.modal);
      const list = only((await fitIn('list', each)).findings, line.rule);
      assert.deepEqual(list.avoider, line);
      assert.equal(list.verdict, review.modal.verdict);
    });
});

describe('fit of the review’s scenarios', () => {
  it('A fits, B is to be weighed, C does not fit', async () => {
    const overall = async (each: Case): Promise<string> => (await fitIn('review', each)).overall;
    assert.deepEqual(await Promise.all(SCENARIOS.map(overall)), ['good', 'caution', 'poor']);
  });
});

describe('fit as a reader has it', () => {
  for (const [name, cases] of Object.entries({ rows: ROWS, avoiders: AVOIDERS, scenarios: SCENARIOS }))
    it(name, async () => {
      compareWithGolden(`fit/${name}.md`, (await Promise.all(cases.map(shown))).join('\n'));
    });
});
