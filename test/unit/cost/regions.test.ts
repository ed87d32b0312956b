import { strict as assert } from 'node:assert';
import { listBook } from '../../../src/core/pricing/bundled';
import { estimateNotes } from '../../../src/core/render/estimateNotes';
import { pricedText } from '../../support/pricedText';

/** The factor of the price of a warm H100 with a `region=`, and what is noted. */
async function factorOf(region: string): Promise<{ low: number; high: number; notes: string }> {
  const text = `import os\n@app.function(gpu="H100", min_containers=1, region=${region})\ndef f(): ...\n`;
  const { assessments } = await pricedText(text);
  const { estimate } = assessments[0]!;
  const { factor } = estimate.alternatives[0]!.rate!.active[0]!;
  return { ...factor, notes: estimateNotes(estimate).join('\n') };
}

const RANGE =
  /The price book does not say what the region `?(.*?)`? costs: between 1\.15 and 1\.75 times the price\./;

describe('the factor of a region by Modal’s list', () => {
  it('is the broad one for a name that the list has, in any case', async () => {
    for (const region of ['"us"', '"EU"', '"mx"']) {
      const { low, high, notes } = await factorOf(region);
      assert.deepEqual([low, high], [1.15, 1.15], region);
      assert.doesNotMatch(notes, RANGE);
    }
  });

  it('is the narrow one for a part of such a region', async () => {
    for (const region of ['"us-west"', '"us-east-1"', '"eu-north-1"', '"ap-northeast"']) {
      const { low, high, notes } = await factorOf(region);
      assert.deepEqual([low, high], [1.75, 1.75], region);
      assert.doesNotMatch(notes, /Region factor|does not say/);
    }
  });

  it('is between both for any other name, with a note', async () => {
    for (const region of ['"jp"', '"auto"', '"usa"', '"jp-tokyo"']) {
      const { low, high, notes } = await factorOf(region);
      assert.deepEqual([low, high], [1.15, 1.75], region);
      assert.equal(RANGE.exec(notes)?.[1], region.slice(1, -1));
    }
  });

  it('says how sure the book is of the broad one', async () => {
    const { broad } = listBook.multipliers.region!;
    const note = `Region factor 1.15: ${broad.note!}`;
    assert.ok((await factorOf('"us"')).notes.includes(note));
    assert.ok((await factorOf('"jp"')).notes.includes(note));
  });

  it('is the smaller one of a list', async () => {
    const of = async (region: string): Promise<number[]> => {
      const { low, high } = await factorOf(region);
      return [low, high];
    };
    assert.deepEqual(await of('["us-west", "eu"]'), [1.15, 1.15]);
    assert.deepEqual(await of('["us-west", "us-east"]'), [1.75, 1.75]);
    assert.deepEqual(await of('["jp", "us-east"]'), [1.15, 1.75]);
    // Whatever jp costs, it is not less than us.
    assert.deepEqual(await of('["jp", "us"]'), [1.15, 1.15]);
    assert.deepEqual(await of('None'), [1, 1]);
  });

  it('is between none and the narrow one if the region is unknown', async () => {
    const { low, high } = await factorOf('os.environ["REGION"]');
    assert.deepEqual([low, high], [1, 1.75]);
  });

  // 2,628,000 s × ($0.001097 + 0.125 × ($0.0000131 + $0.00000222)) = $2,887.9486, × 1.15 and × 1.75
  it('multiplies what a warm H100 costs: $2,887.95 to $3,321.14 and $5,053.91', async () => {
    const text = '@app.function(gpu="H100", min_containers=1, region="jp")\ndef f(): ...\n';
    const { perMonth } = (await pricedText(text)).assessments[0]!.estimate.floor!;
    assert.deepEqual(
      [perMonth!.low, perMonth!.high].map((each) => each.toFixed(2)),
      ['3321.14', '5053.91'],
    );
  });
});
