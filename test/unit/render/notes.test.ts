import { strict as assert } from 'node:assert';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { escapeReason, estimateNotes } from '../../../src/core/render/estimateNotes';
import { priceFunction } from '../cost/priced';

async function notes(args: string, book: PriceBook = reviewBook): Promise<string[]> {
  return [...estimateNotes((await priceFunction(args, '', { book })).estimate)];
}

const NOTES: Readonly<Record<string, string>> = {
  'gpu=cfg.gpu': '`gpu=cfg.gpu` is unknown: `cfg.gpu` is only known at run time.',
  'gpu="QUANTUM9"': 'Modal as the 2026 review has it has no price for `QUANTUM9`.',
  'gpu="H200"': 'Modal as the 2026 review has it has no price for `H200`.',
  'gpu="A100"': 'The review prices every “A100” at its A100 80GB rate; Modal’s plain A100 is the 40 GB one.',
  'gpu=("T4",)': 'Use a list here: since version 0.64.142, the SDK rejects a tuple of GPUs.',
  'gpu="T4", region="us"':
    'This book has no price for `region="us"`; Modal’s list multiplies by 1.15 (broad) to 1.75 (narrow).',
  'min_containers=1': 'This book has no idle rate for CPU: warm containers are priced at the active rate.',
  'cpu=q()': '`cpu=q()` is unknown: `q`(…) is only known at run time. Priced at the minimum.',
  'gpu="T4", min_containers=q()': '`min_containers=q()` is unknown: `q`(…) is only known at run time.',
  'gpu="T4", max_containers=-1':
    '`max_containers=-1` is unknown: &#45;1 is not a valid number for max&#95;containers.',
  'memory=4096.0': '`4096.0`: The SDK silently ignores a float here and uses the default.',
  'cpu=[1, 2]': '`[1, 2]`: The SDK silently ignores a list instead of a tuple here and uses the default.',
  'schedule=modal.Cron("daily")':
    'Cannot count the runs of the schedule: a cron expression must have five fields, and "daily" has 1.',
  '': 'CPU and memory are priced at the requested amount: a container that uses more costs more.',
};

describe('the notes of an estimate', () => {
  for (const [args, expected] of Object.entries(NOTES)) {
    it(args === '' ? 'no arguments' : args, async () => {
      assert.ok((await notes(args)).includes(expected), (await notes(args)).join('\n'));
    });
  }

  it('are empty if there is nothing to say', async () => {
    assert.deepEqual(await notes('gpu="H100", min_containers=2, timeout=60'), []);
  });

  it('appear once each', async () => {
    const all = await notes('gpu=["H200", "H200:2", "L4"], region="us", cpu=q()', listBook);
    assert.equal(new Set(all).size, all.length);
  });
});

describe('a reason', () => {
  const reasons: readonly (readonly [string | null, string])[] = [
    ['`N` is a parameter of `f`: each call sets it', '`N` is a parameter of `f`: each call sets it'],
    ['a [link](x) and <b>', 'a &#91;link&#93;(x) and &#60;b&#62;'],
    ['`a` and `b', '`a` and `b`'],
    ['``', ''],
    [null, 'it is only known at run time'],
  ];
  for (const [reason, expected] of reasons) {
    it(String(reason), () => {
      assert.equal(escapeReason(reason), expected);
    });
  }
});
