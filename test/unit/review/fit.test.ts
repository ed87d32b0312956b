import { strict as assert } from 'node:assert';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import type { FitRule } from '../../../src/core/pricing/fitClaimsSchema';
import {
  alternativeText,
  citationTitle,
  contradictionText,
  fitText,
} from '../../../src/core/render/words/fit';
import { NEEDS } from '../../../src/core/modal/needs';
import type { FitFacts } from '../../../src/core/review/fit/fitContext';
import type { FitFinding } from '../../../src/core/review/fit/fitFinding';
import { fit, UNSEEN, type FitReport } from '../../../src/core/review/fit/fitReport';
import { CLAIMS, speaksForReview } from '../../../src/core/review/fit/reviewClaims';
import { bookTitle } from '../../../src/core/render/words/priceBooks';

/** A declaration of which everything is known and which nobody waits for. */
const calm: FitFacts = {
  gpus: [{ type: 'H100', count: 1 }],
  clusterSize: 1,
  scheduled: false,
  minContainers: 0,
  utilization: 0.05,
  coldStartShare: 0,
  startupSeconds: 20,
  interactive: false,
  realTime: false,
  needs: [],
  needsGiven: false,
};

const byReview = (facts: Partial<FitFacts>): FitReport =>
  fit({ ...calm, ...facts }, { book: reviewBook, list: listBook });
const byList = (facts: Partial<FitFacts>): FitReport =>
  fit({ ...calm, ...facts }, { book: listBook, list: listBook });

function of({ findings }: FitReport, rule: FitRule): FitFinding {
  const found = findings.filter((each) => each.rule === rule);
  assert.equal(found.length, 1, `${rule}: ${found.length} findings`);
  return found[0]!;
}

/** As a reader has them: whom a finding names instead, and who says otherwise. */
const instead = ({ alternative }: FitFinding): string => (alternative ? alternativeText(alternative) : '');
const otherwise = ({ otherwise: said }: FitFinding): string => (said ? contradictionText(said) : '');

const rules = ({ findings }: FitReport): string[] =>
  findings.map(({ rule, verdict }) => `${rule}: ${verdict}`);

describe('fit: sustained load', () => {
  it('is good for bursts, poor from the break-even on, and a caution near it', () => {
    const at = (utilization: number): string => rules(byReview({ utilization }))[0]!;
    // The break-even is 24.47%; four fifths of it 19.58%.
    assert.deepEqual([0, 0.05, 0.195, 0.196, 0.2447, 0.24471, 0.8, 1].map(at), [
      'bursty: good',
      'bursty: good',
      'bursty: good',
      'sustained: caution',
      'sustained: caution',
      'sustained: poor',
      'sustained: poor',
      'sustained: poor',
    ]);
  });

  it('names the figure, the review and its alternative', () => {
    const found = of(byReview({ utilization: 0.8 }), 'sustained');
    assert.equal(
      fitText(found),
      'Serving requests 80% of the time: Lambda (H100 SXM, reserved for a year) is cheaper from 24.5% ($1.85 ÷ $7.56 per hour, active time only).',
    );
    assert.equal(found.source.who, 'review');
    assert.equal(found.source.date, '2026-11-08');
    assert.equal(instead(found), 'Lambda Reserved 1-yr');
  });

  it('by the list names the cheapest machine that holds one container, and its source', () => {
    const found = of(byList({ utilization: 0.8 }), 'sustained');
    assert.equal(found.verdict, 'poor');
    assert.match(fitText(found), /RunPod \(Pod H100 PCIe, community cloud\) is cheaper from 50\.3%/);
    assert.equal(instead(found), 'RunPod (Pod H100 PCIe, community cloud)');
    assert.deepEqual([found.source.who, found.source.date], ['book', '2026-11-09']);
    // Eight GPUs in one container: eight pods at $1.99, against 8 × $3.9492 and the least CPU and memory.
    const eight = of(byList({ utilization: 0.6, gpus: [{ type: 'H100', count: 8 }] }), 'sustained');
    assert.match(
      fitText(eight),
      /^Serving requests 60% of the time: RunPod \(Pod H100 PCIe, community cloud\) is cheaper from 50\.4% \(\$15\.92 ÷ \$31\.60 per hour, active time only\)/,
    );
  });

  it('says “cheaper at any load” if the machine is more expensive', () => {
    const providers = listBook.providers.filter(({ id }) => id === 'lambda-a10');
    const facts = { ...calm, utilization: 1, gpus: [{ type: 'A10', count: 1 }] };
    const found = of(fit(facts, { book: { ...listBook, providers }, list: listBook }), 'sustained');
    assert.equal(found.verdict, 'good');
    assert.match(fitText(found), /^Lambda \(A10.*\) costs more than Modal even at full load/);
  });

  it('is unknown without usage, without a known GPU, and without the price of a machine', () => {
    const idle = of(byReview({ utilization: null }), 'sustained');
    assert.equal(idle.verdict, 'unknown');
    assert.match(fitText(idle), /cheaper from 24\.5% .*; its utilization is unknown\.$/);
    assert.equal(of(byReview({ gpus: null }), 'sustained').verdict, 'unknown');
    const t4 = of(byReview({ gpus: [{ type: 'T4', count: 1 }] }), 'sustained');
    assert.equal(t4.verdict, 'unknown');
    assert.match(fitText(t4), /has no machine price for this GPU/);
  });

  it('does not apply to a CPU function', () => {
    assert.deepEqual(rules(byReview({ gpus: [], interactive: false })), ['async: good']);
  });

  it('uses the lowest break-even of several GPUs', () => {
    const found = of(
      byList({
        utilization: 0.49,
        gpus: [
          { type: 'H100', count: 1 },
          { type: 'A100-80GB', count: 1 },
        ],
      }),
      'sustained',
    );
    assert.match(fitText(found), /A100 PCIe/);
    assert.equal(found.verdict, 'poor');
  });

  it('says nothing of a GPU that only the list prices', () => {
    const found = of(byReview({ utilization: 1, gpus: [{ type: 'H200', count: 1 }] }), 'sustained');
    assert.equal(found.verdict, 'unknown');
    assert.equal(instead(found), '');
  });
});

describe('fit: clusters', () => {
  it('are poor by the review, with Modal’s statement beside it', () => {
    const found = of(byReview({ clusterSize: 4, gpus: [{ type: 'H100', count: 8 }] }), 'multiNode');
    assert.equal(found.verdict, 'poor');
    assert.match(fitText(found), /^4 containers, 32 GPUs in total/);
    assert.equal(instead(found), 'Lambda 1-Click Clusters or CoreWeave');
    assert.equal(found.otherwise?.source.who, 'modal');
    assert.match(otherwise(found), /256 GPUs over RDMA/);
  });

  it('are a caution by the list, within limits', () => {
    const at = (size: number): FitFinding =>
      of(byList({ clusterSize: size, gpus: [{ type: 'H100', count: 8 }] }), 'multiNode');
    assert.deepEqual([at(4).verdict, at(4).source.who, at(4).otherwise], ['caution', 'modal', null]);
    assert.equal(at(32).verdict, 'caution');
    assert.equal(at(33).verdict, 'poor');
    const of1 = (size: number, count: number): string =>
      of(byList({ clusterSize: size, gpus: [{ type: 'H100', count }] }), 'multiNode').verdict;
    assert.deepEqual([of1(32, 1), of1(33, 1), of1(30, 10)], ['caution', 'poor', 'poor']);
  });

  it('need more than one container, and are never guessed', () => {
    assert.ok(!rules(byReview({ clusterSize: 1 })).some((each) => each.startsWith('multiNode')));
    assert.ok(!rules(byReview({ clusterSize: null })).some((each) => each.startsWith('multiNode')));
  });
});

describe('fit: GPUs', () => {
  it('more than 4 of them need a contact by the review; Modal gives up to 8', () => {
    const at = (report: typeof byReview, count: number, type = 'H100'): string | undefined =>
      report({ gpus: [{ type, count }] }).findings.find(({ rule }) => rule === 'gpuCount')?.verdict;
    assert.deepEqual(
      [1, 4, 5, 8, 9].map((count) => at(byReview, count)),
      [undefined, undefined, 'caution', 'caution', 'poor'],
    );
    assert.deepEqual(
      [1, 4, 5, 8, 9].map((count) => at(byList, count)),
      [undefined, undefined, 'good', 'good', 'poor'],
    );
    assert.equal(at(byList, 5, 'A10'), 'poor');
    assert.equal(at(byList, 5, 'A10G'), 'poor');
    assert.equal(at(byList, 5, 'RTX-PRO-6000'), 'unknown');
    const found = of(byReview({ gpus: [{ type: 'H100', count: 8 }] }), 'gpuCount');
    assert.equal(otherwise(found), 'Modal offers up to 8 of them without a contract.');
  });

  it('H200 and B200 are not offered by the review, and on the list', () => {
    for (const type of ['H200', 'B200', 'h200', 'B200+']) {
      const review = of(byReview({ gpus: [{ type, count: 1 }] }), 'gpuOffered');
      assert.equal(review.verdict, 'poor');
      assert.equal(review.source.who, 'review');
      assert.match(otherwise(review), /^Modal’s price list has/);
      const list = of(byList({ gpus: [{ type, count: 1 }] }), 'gpuOffered');
      assert.deepEqual([list.verdict, citationTitle(list.source)], ['good', bookTitle(listBook)]);
    }
    assert.equal(
      instead(of(byReview({ gpus: [{ type: 'H200', count: 1 }] }), 'gpuOffered')),
      'RunPod or Lambda',
    );
  });

  it('others outside its catalog are a caution, its own are fine, unknown ones are unknown', () => {
    const at = (type: string, report = byReview): string | undefined =>
      report({ gpus: [{ type, count: 1 }] }).findings.find(({ rule }) => rule === 'gpuOffered')?.verdict;
    assert.deepEqual(
      ['L4', 'L40S', 'B300', 'RTX-PRO-6000'].map((type) => at(type)),
      Array(4).fill('caution'),
    );
    assert.deepEqual(
      ['H100', 'H100!', 'A100', 'A100-40GB', 'A10G', 'T4'].map((type) => at(type)),
      Array(6).fill(undefined),
    );
    assert.equal(at('MI300X'), 'unknown');
    assert.equal(at('MI300X', byList), 'unknown');
  });

  it('a price in a user’s book that extends the review’s decides', () => {
    const own: PriceBook = {
      ...reviewBook,
      id: 'acme',
      lineage: [
        { id: 'acme', title: 'Acme', date: '2026' },
        { id: 'review-2026-05', title: '', date: '' },
      ],
      gpus: { ...reviewBook.gpus, H200: listBook.gpus.H200! },
    };
    const report = fit({ ...calm, gpus: [{ type: 'H200', count: 1 }] }, { book: own, list: listBook });
    assert.equal(of(report, 'gpuOffered').verdict, 'good');
    // In all else the review still speaks.
    const cluster = fit({ ...calm, clusterSize: 2 }, { book: own, list: listBook });
    assert.equal(of(cluster, 'multiNode').verdict, 'poor');
  });

  it('applies to the review’s book, whatever the default is', () => {
    const folder = resolve('src/core/review/fit');
    for (const file of readdirSync(folder))
      assert.doesNotMatch(readFileSync(resolve(folder, file), 'utf8'), /defaultBook|bundledBook/, file);
    assert.ok(speaksForReview(reviewBook) && !speaksForReview(listBook));
  });

  it('takes the worst of a fallback list, and what Modal may choose for “any”', () => {
    const report = byReview({
      gpus: [
        { type: 'H100', count: 1 },
        { type: 'H200', count: 1 },
        { type: null, count: 0 },
      ],
    });
    assert.equal(of(report, 'gpuOffered').verdict, 'poor');
    for (const types of [
      ['L4', 'H200'],
      ['H200', 'L4'],
    ]) {
      const mixed = byReview({ gpus: types.map((type) => ({ type, count: 1 })) });
      assert.equal(of(mixed, 'gpuOffered').verdict, 'poor');
    }
    assert.equal(of(byReview({ gpus: [{ type: 'ANY', count: 1 }] }), 'gpuOffered').verdict, 'caution');
  });
});

describe('fit: cold starts and latency', () => {
  const live: Partial<FitFacts> = { interactive: true };
  const at = (facts: Partial<FitFacts>, report = byReview): FitFinding =>
    of(report({ ...live, ...facts }), 'coldStart');

  it('compares the share of requests that wait with a limit', () => {
    for (const [realTime, budget] of [
      [true, 0.01],
      [false, 0.05],
    ] as const) {
      assert.equal(at({ realTime, coldStartShare: budget }).verdict, 'good');
      assert.equal(at({ realTime, coldStartShare: budget + 0.0001, minContainers: 0 }).verdict, 'poor');
      assert.equal(at({ realTime, coldStartShare: budget + 0.0001, minContainers: 2 }).verdict, 'caution');
    }
    assert.equal(at({ coldStartShare: 0.2, coldStartBudget: 0.25 }).verdict, 'good');
    const found = at({ coldStartShare: 0.37, minContainers: 0 });
    assert.equal(fitText(found), '37% of requests wait for a cold start of 20 s; the budget is 5%.');
    assert.equal(instead(found), 'min_containers of 1 or more');
  });

  it('is poor if somebody waits and no container is warm', () => {
    const found = at({ coldStartShare: null, minContainers: 0, startupSeconds: null });
    assert.equal(found.verdict, 'poor');
    assert.match(fitText(found), /waits 14\.6 to 35 s \(as the review measured it\)/);
    assert.match(
      fitText(at({ coldStartShare: null, startupSeconds: null }, byList)),
      /waits an unknown time/,
    );
  });

  it('does not apply if a start is short, or if nobody waits', () => {
    assert.equal(at({ coldStartShare: 0.5, startupSeconds: 1 }).verdict, 'good');
    assert.ok(!rules(byReview({ interactive: false })).some((each) => each.startsWith('coldStart')));
    assert.ok(
      !rules(byReview({ interactive: null, scheduled: true })).some((each) => each.startsWith('coldStart')),
    );
  });

  it('is unknown if code does not show it', () => {
    assert.equal(at({ interactive: null }).verdict, 'unknown');
    assert.equal(at({ coldStartShare: null, minContainers: null }).verdict, 'unknown');
    assert.equal(at({ coldStartShare: null, minContainers: 3 }).verdict, 'unknown');
  });

  it('real-time serving is “OK with warm pool”, or a Lambda VM if latency is tight', () => {
    const report = byReview({ ...live, realTime: true, minContainers: 1 });
    const found = of(report, 'realTime');
    assert.equal(found.verdict, 'caution');
    assert.match(fitText(found), /218 ms \(median\), 211 ms on Lambda’s machine/);
    assert.equal(instead(found), 'Lambda VM if latency budget tight');
    const cold = of(byReview({ ...live, realTime: true, minContainers: 0 }), 'realTime');
    assert.match(fitText(cold), /No container is kept warm here/);
    assert.ok(!byReview({ ...live, minContainers: 1 }).findings.some(({ rule }) => rule === 'realTime'));
    const list = byList({ ...live, realTime: true, minContainers: 1 });
    assert.ok(!fitText(of(list, 'realTime')).includes(' ms'));
  });
});

describe('fit: background work', () => {
  it('fits: webhooks that nobody waits for, and schedules', () => {
    assert.equal(of(byReview({}), 'async').verdict, 'good');
    const batch = of(byReview({ scheduled: true, interactive: null }), 'batch');
    assert.equal(batch.verdict, 'good');
    assert.match(instead(batch), /^RunPod for cheaper/);
    assert.ok(!byReview({ interactive: null }).findings.some(({ rule }) => rule === 'async'));
    assert.ok(!byReview({ interactive: true }).findings.some(({ rule }) => rule === 'async'));
  });
});

describe('fit: the whole', () => {
  it('is as good as its worst finding', () => {
    assert.equal(byReview({}).overall, 'good');
    assert.equal(byReview({ utilization: null }).overall, 'unknown');
    assert.equal(byReview({ utilization: 0.22 }).overall, 'caution');
    assert.equal(byReview({ utilization: 0.22, clusterSize: 2 }).overall, 'poor');
    assert.equal(byReview({ gpus: [], interactive: true, startupSeconds: 0 }).overall, 'good');
  });

  it('names its book, and what code cannot show as notes without a verdict', () => {
    const { book, unseen } = byList({});
    assert.equal(book.id, listBook.id);
    assert.deepEqual(
      unseen.map(({ topic }) => topic),
      ['hipaa', 'ssh', 'cuda', 'regions', 'python', 'imageGeneration', 'prototyping'],
    );
    assert.ok(unseen.every((note) => !('verdict' in note)));
    const says = (topic: string): string => unseen.find((note) => note.topic === topic)?.modal?.says ?? '';
    assert.match(says('hipaa'), /BAA .* Enterprise/);
    assert.match(says('ssh'), /modal shell/);
  });

  it('gives every finding a sentence, a source and a date', () => {
    const facts: Partial<FitFacts>[] = [
      {},
      { utilization: 0.9 },
      { utilization: null, interactive: null },
      {
        clusterSize: 4,
        gpus: [{ type: 'B200', count: 8 }],
        interactive: true,
        realTime: true,
        minContainers: 1,
        needs: NEEDS,
      },
      { gpus: [{ type: 'MI300X', count: 12 }], scheduled: true },
      {
        gpus: null,
        clusterSize: null,
        minContainers: null,
        coldStartShare: null,
        startupSeconds: null,
        interactive: true,
      },
    ];
    for (const each of facts) {
      for (const { findings } of [byReview(each), byList(each)]) {
        assert.ok(findings.length > 0);
        for (const finding of findings) {
          const [reason, { source, alternative }] = [fitText(finding), finding];
          assert.match(reason, /^[\p{Lu}\d].*\.$/u);
          assert.doesNotMatch(reason, /NaN|undefined|null|Infinity/);
          assert.ok(citationTitle(source) !== '' && /^(?:\d{4}(?:-\d\d){0,2}|undated)$/.test(source.date));
          assert.notEqual(alternative && alternativeText(alternative), '');
        }
      }
    }
  });
});

describe('the review’s matrix and its list of who should avoid Modal', () => {
  it('has its ten rows: five for, four against, one between', () => {
    assert.equal(CLAIMS.useCases.length, 10);
    assert.deepEqual(CLAIMS.useCases.map(({ mark }) => mark).join(''), '✓✓✓✗✗✗✗✓✓~');
  });

  it('asks for what neither code nor usage says, until the usage says all that is needed', () => {
    const topics = ({ unseen }: FitReport): string[] => unseen.map(({ topic }) => topic);
    assert.deepEqual(
      topics(byReview({})),
      UNSEEN.map(({ topic }) => topic),
    );
    assert.ok(!topics(byReview({ needs: ['apac'] })).includes('regions'));
    assert.deepEqual(topics(byReview({ needs: [], needsGiven: true })), []);
    assert.equal(CLAIMS.avoiders.length, 7);
  });

  it('has the same results as the rules', () => {
    const verdict = { '✓': 'good', '~': 'caution', '✗': 'poor' } as const;
    const facts: Partial<Record<FitRule, Partial<FitFacts>>> = {
      bursty: { utilization: 0.05 },
      sustained: { utilization: 0.8 },
      multiNode: { clusterSize: 4 },
      async: { interactive: false },
      batch: { scheduled: true },
      realTime: { interactive: true, realTime: true, minContainers: 1 },
      imageGeneration: { needs: ['image-generation'] },
      prototyping: { needs: ['prototyping'] },
      cuda: { needs: ['custom-cuda'] },
      hipaa: { needs: ['hipaa'] },
    };
    for (const { rule, mark, alternative } of CLAIMS.useCases) {
      const found = of(byReview(facts[rule]!), rule);
      assert.equal(found.verdict, verdict[mark], rule);
      assert.equal(instead(found), alternative ?? '', rule);
    }
  });
});
