import { strict as assert } from 'node:assert';
import type { Assessment } from '../../../src/core/cost/assess';
import { estimateNotes } from '../../../src/core/render/estimateNotes';
import { assumptionText, monthReasonText } from '../../../src/core/render/words/monthWords';
import { findingText } from '../../../src/core/render/words/findingsText';
import { pricedText } from '../../support/pricedText';

async function first(text: string): Promise<Assessment> {
  return (await pricedText(text)).assessments[0]!;
}

const USAGE = '# modal-cost: requests_per_day=1000 seconds_per_request=20';

describe('a timeout below the seconds of a request', () => {
  const assumptions = async (keywords: string): Promise<string[]> => {
    const { month } = await first(`${USAGE}\n@app.function(gpu="T4"${keywords})\ndef f(): ...\n`);
    assert.equal(month?.status, 'known');
    return month.assumptions.filter(({ kind }) => kind === 'requestsCutOff').map(assumptionText);
  };

  it('is said', async () => {
    assert.deepEqual(await assumptions(', timeout=10'), [
      'every request takes its 20 s, although timeout=10 ends it before that: raise timeout, or lower seconds_per_request',
    ]);
  });

  it('is none if it is as long, and by default', async () => {
    assert.deepEqual(await assumptions(', timeout=20'), []);
    assert.deepEqual(await assumptions(''), []);
  });
});

describe('a server whose autoscaling is off', () => {
  const server = (keywords: string, usage = USAGE): Promise<Assessment> =>
    first(`${usage}\n@app.server(gpu="H100"${keywords})\nclass S: ...\n`);

  it('has no known month: how many requests a container serves at a time is unknown', async () => {
    const { month, usage, estimate } = await server(', target_concurrency=0');
    assert.equal(usage?.origins.concurrency.source, 'default');
    assert.equal(month?.status, 'unknown');
    assert.deepEqual(month.reason, { kind: 'autoscalingOff', source: '0' });
    assert.match(monthReasonText(month.reason), /^target_concurrency=0 turns autoscaling off, /);
    assert.match(estimateNotes(estimate).join('\n'), /`target_concurrency=0` turns autoscaling off/);
  });

  it('has one if the usage says so, and says what it assumes', async () => {
    const { month } = await server(', target_concurrency=0', `${USAGE} concurrency=8`);
    assert.equal(month?.status, 'known');
    assert.ok(month.assumptions.some(({ kind }) => kind === 'autoscalingIsOff'));
  });

  it('is not one with a target, of which a fraction counts as 1', async () => {
    for (const [target, concurrency] of [
      ['0.5', 1],
      ['12', 12],
    ] as const) {
      const { month, usage, estimate } = await server(`, target_concurrency=${target}`);
      assert.equal(usage?.usage.concurrency, concurrency);
      assert.equal(month?.status, 'known');
      assert.doesNotMatch(estimateNotes(estimate).join('\n'), /autoscaling/);
    }
  });
});

describe('a fraction where Modal’s SDK takes an int', () => {
  const refused = async (
    keywords: string,
  ): Promise<{ severity: string; text: string; fixes: unknown[] }[]> => {
    const { report } = await pricedText(`@app.function(gpu="H100", ${keywords})\ndef f(): ...\n`);
    return report.findings
      .filter(({ rule }) => rule === 'refused-value')
      .map((each) => ({
        severity: each.severity,
        text: findingText(each),
        fixes: each.fixes.map((fix) => (fix.kind === 'set' ? fix.value : fix)),
      }));
  };

  it('is an error, without a price, for each of these parameters and under old names', async () => {
    for (const name of [
      'min_containers',
      'max_containers',
      'buffer_containers',
      'scaledown_window',
      'timeout',
      'retries',
      'ephemeral_disk',
    ]) {
      const [found, ...more] = await refused(`${name}=1.5`);
      assert.deepEqual(more, []);
      assert.deepEqual(found, {
        severity: 'error',
        text: `${name}=1.5 of f must be a whole number: Modal rejects 1.5, so the cost is unknown.`,
        fixes: ['2', '1'],
      });
    }
    assert.equal((await refused('keep_warm=1.5')).length, 1);
  });

  it('has no floor, and no month', async () => {
    for (const name of ['min_containers', 'max_containers', 'buffer_containers', 'scaledown_window']) {
      const { estimate, month } = await first(
        `${USAGE}\n@app.function(gpu="H100", ${name}=1.5)\ndef f(): ...\n`,
      );
      assert.equal(month?.status, 'unknown', name);
      assert.match(monthReasonText(month.reason), /1\.5 is not a whole number, and Modal rejects it for/);
      for (const money of [estimate.floor, estimate.ceiling]) if (money) assert.equal(money.perMonth, null);
    }
    const { estimate } = await first('@app.function(gpu="H100", min_containers=1.5)\ndef f(): ...\n');
    assert.notEqual(estimate.floor, null);
    assert.equal(estimate.floor!.perMonth, null);
  });

  it('is none if the number is whole, or the parameter is no int', async () => {
    assert.deepEqual(await refused('min_containers=2, scaledown_window=1.5 * 60, cpu=0.5, memory=512.5'), []);
    assert.deepEqual(await refused('retries=modal.Retries(max_retries=3, initial_delay=0.5)'), []);
  });
});
