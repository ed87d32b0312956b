import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import {
  calculatorDeclaration,
  scenarioOf,
  scenarioTotal,
  type Scenario,
  type ScenarioSubject,
} from '../../../../src/core/render/scenario/scenario';
import { PRESETS } from '../../../../src/core/render/scenario/presets';
import { panelView } from '../../../../src/core/render/scenario/scenarioView';
import { bookTitle } from '../../../../src/core/render/words/priceBooks';

const B = PRESETS.find(({ id }) => id === 'B')!.inputs;

function subject(book: PriceBook): ScenarioSubject {
  return {
    declaration: calculatorDeclaration(),
    isCode: true,
    context: { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value },
    books: [book, ...[reviewBook, listBook].filter(({ id }) => id !== book.id)],
    use: { defaults: [], includeStartup: true },
  };
}

const scenario = (typed: Readonly<Record<string, string>>, book: PriceBook = reviewBook): Scenario =>
  scenarioOf(subject(book), typed, {});

const close = (actual: number | null, expected: number): void =>
  assert.ok(actual !== null && Math.abs(actual - expected) < 1e-9, `${actual} ≠ ${expected}`);

describe('storage and egress', () => {
  it('cost what the review says: $0.10 per GB-month; 1 TB included, then $0.04 per GB', () => {
    const { storage, egress } = scenario({ volume_gb: '140', egress_gb: '1500' });
    close(storage, 14);
    close(egress, 20);
    assert.equal(scenario({ egress_gb: '1000' }).egress, 0);
  });

  it('cost what the list says by the GiB, of which 1,024 are free', () => {
    close(scenario({ volume_gb: '2000' }, listBook).storage, (2000 / 1.073741824 - 1024) * 0.09);
    assert.equal(scenario({ volume_gb: '1000' }, listBook).storage, 0);
  });

  it('are free on the list up to what the plan includes, which is said', () => {
    close(scenario({ egress_gb: '1500' }, listBook).egress, 20);
    assert.equal(scenario({ egress_gb: '1000' }, listBook).egress, 0);
    const of = (plan: string | null): Scenario => {
      const { context, ...rest } = subject(listBook);
      return scenarioOf(
        { ...rest, context: { ...context, plan } },
        { ...B, egress_gb: '12000', book: listBook.id },
        {},
      );
    };
    close(of(null).egress, 11_000 * 0.04);
    close(of('team').egress, 2_000 * 0.04);
    // A plan that the book does not have includes nothing that is known.
    close(of('Gold').egress, 12_000 * 0.04);
    assert.ok(
      JSON.stringify(panelView(of('Team'), [], '').sections).includes(
        'The Team plan includes 10,000 GB of egress per month. It applies once to the whole workspace.',
      ),
    );
  });

  it('cost nothing if there are none, and an unknown amount if the book has no price', () => {
    const none = scenario({}, listBook);
    assert.deepEqual([none.storage, none.egress], [0, 0]);
    const bare = { ...reviewBook };
    delete bare.volumes;
    delete bare.egress;
    const unknown = scenario({ ...B, egress_gb: '10' }, bare);
    assert.equal(unknown.egress, null);
    const said = JSON.stringify(panelView(unknown, [], '').sections);
    assert.ok(said.includes(`${bookTitle(bare)} has no price for egress, so it is not included.`));
    assert.equal(scenario({ volume_gb: '1' }, bare).storage, null);
  });

  it('are part of the month', () => {
    const month = scenarioTotal(scenario(B))!;
    const more = scenarioTotal(scenario({ ...B, volume_gb: '140', egress_gb: '1500' }))!;
    close(more.likely - month.likely, 34);
    close(more.low - month.low, 34);
    close(more.high - month.high, 34);
  });
});

describe('what the inputs change in the code', () => {
  const change = (typed: Readonly<Record<string, string>>): Scenario['change'] => scenario(typed).change;

  it('is what was typed and differs', () => {
    assert.deepEqual(change({}), {});
    assert.deepEqual(change({ min_containers: '0', gpu: 'H100', gpu_count: '1' }), {});
    assert.deepEqual(change({ min_containers: '2', scaledown_window: '300' }), {
      min_containers: 2,
      scaledown_window: 300,
    });
    assert.deepEqual(change({ gpu: 'L40S', gpu_count: '2' }), { gpu: { type: 'L40S', count: 2 } });
  });

  it('keeps the GPU if only its count was typed, and removes it for a CPU', () => {
    assert.deepEqual(change({ gpu_count: '4' }), { gpu: { type: 'H100', count: 4 } });
    assert.deepEqual(change({ gpu: '' }), { gpu: null });
  });
});

describe('another price book', () => {
  it('brings its own hours per month', () => {
    const { context } = scenario({ book: listBook.id });
    assert.deepEqual([context.book.id, context.hoursPerMonth], [listBook.id, listBook.hoursPerMonth.value]);
  });
});
