import { strict as assert } from 'node:assert';
import { isSure, MIN_SAVING_USD, savingsInSteps, type Savings } from '../../../src/core/cost/savings';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { atOnce, neverPause } from '../../../src/core/python/resumable';
import { pricedText } from '../../support/pricedText';

const BUSY = '# modal-cost: requests_per_day=50000 seconds_per_request=1\n';

async function savingsOf(args: string, usage = BUSY, book: PriceBook = listBook): Promise<Savings> {
  const { assessments } = await pricedText(`${usage}@app.function(${args})\ndef f(): ...\n`, { book });
  return atOnce(savingsInSteps(assessments[0]!, neverPause));
}

describe('what may be saved', () => {
  it('x', async () => {
    console.log(JSON.stringify(await savingsOf('gpu="T4", min_containers=2', BUSY, reviewBook)));
    console.log(JSON.stringify(await savingsOf('gpu="T4", min_containers=8')));
    console.log(JSON.stringify(await savingsOf('gpu="T4", min_containers=8, scaledown_window=600')));
    console.log(JSON.stringify(await savingsOf('gpu="H100", min_containers=1', '')));
    console.log(JSON.stringify(await savingsOf('gpu="H100", min_containers=1')));
    console.log(JSON.stringify(await savingsOf('gpu="T4", scaledown_window=600, schedule=modal.Period(hours=1), timeout=60', '')));
    console.log(JSON.stringify(await savingsOf('gpu="T4", min_containers=5', BUSY, reviewBook)));
    console.log(JSON.stringify(await savingsOf('gpu="T4", min_containers=9', BUSY.replace('\n', ' startup_seconds=20\n'))));
    assert.ok(isSure && MIN_SAVING_USD);
  });
});
