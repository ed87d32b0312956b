import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { listBook } from '../../../src/core/pricing/bundled';
import { originOf } from '../../../src/core/pricing/lookup';
import { parsePriceBook, type PriceBookError } from '../../../src/core/pricing/parsePriceBook';
import { rateNameOf } from '../../../src/core/pricing/rateNames';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { ratesBook, type RatesNote } from '../../../src/core/pricing/workspaceRates';
import { bookProblemLine, bookTitle } from '../../../src/core/render/words/priceBooks';
import { ratesNoteText } from '../../../src/core/render/words/workspaceRates';

const DATE = '2026-10-08';
const AUGUST = readFileSync('test/fixtures/rates/2026-08.json', 'utf8');
const OCTOBER = readFileSync('test/fixtures/rates/2026-10.json', 'utf8');

function read(
  rates: object | string,
  date: string | undefined = DATE,
): { book: PriceBook; notes: readonly RatesNote[] } {
  const result = parsePriceBook(typeof rates === 'string' ? rates : JSON.stringify(rates), { date });
  assert.ok(result.ok, JSON.stringify(result));
  return result;
}

function errors(text: string): readonly PriceBookError[] {
  const result = parsePriceBook(text);
  assert.ok(!result.ok, 'it should have been refused');
  return result.errors;
}

const said = (text: string): string[] => errors(text).map(bookProblemLine);
const notesOn = (rates: object): string[] => read(rates).notes.map(ratesNoteText);

describe('the rates of a workspace', () => {
  for (const [name, text] of [
    ['of August', AUGUST],
    ['of October', OCTOBER],
  ] as const) {
    it(`${name} are read by the hour, to the digit, each from its file`, () => {
      const { book, notes } = read(text);
      const rates = JSON.parse(text) as Record<string, string>;
      const hourly = (figure: { value: number } | undefined): string =>
        (figure!.value * 3_600).toPrecision(12).replace(/0+$/, '');
      const file = (key: string): string => Number(rates[key]).toPrecision(12).replace(/0+$/, '');
      for (const [gpu, key] of Object.entries({
        T4: 't4',
        L4: 'l4',
        L40S: 'l40s',
        A10: 'a10g',
        'A100-40GB': 'a100_40gb',
        'A100-80GB': 'a100_80gb',
        'RTX-PRO-6000': 'rtx6000',
        H100: 'h100',
        H200: 'h200',
        B200: 'b200',
        B300: 'b300',
      })) {
        const figure = book.gpus[gpu]!.active;
        assert.equal(hourly(figure), file(`gpu_hour_cost_${key}`), gpu);
        assert.deepEqual(
          [figure.unit, figure.date, originOf(book, figure)],
          [
            'USD/GPU-s',
            DATE,
            {
              source: { title: 'modal billing rates', date: DATE, book: 'workspace-rates' },
              bookId: 'workspace-rates',
            },
          ],
        );
      }
      assert.deepEqual(Object.keys(book.gpus), Object.keys(listBook.gpus), 'no GPU is new');
      assert.equal(hourly(book.cpu), file('cpu_hour_cost'));
      assert.equal(hourly(book.memory), file('mem_gib_hour_cost'));
      assert.equal(hourly(book.sandbox?.cpu), file('cpu_hour_cost_sandbox'));
      assert.equal(hourly(book.sandbox?.memory), file('mem_gib_hour_cost_sandbox'));
      assert.equal(book.volumes?.storage.value, Number(rates.volume_storage_gib_month_cost));
      assert.deepEqual(notes, [], 'and do not differ from the list by more than their digits');
    });
  }

  it('lie over Modal’s list, which keeps what they leave out', () => {
    const { book } = read({ gpu_hour_cost_h100: '3.00' });
    assert.deepEqual(
      book.lineage.map(({ id, date }) => [id, date]),
      [
        ['workspace-rates', DATE],
        [listBook.id, listBook.date],
      ],
    );
    assert.equal(bookTitle(book), `Workspace rates, over: ${bookTitle(listBook)}`);
    assert.equal(book.gpus.H100?.vramGb, listBook.gpus.H100?.vramGb);
    assert.equal(originOf(book, book.gpus.T4!.active)?.bookId, listBook.id);
    assert.equal(originOf(book, book.cpu)?.bookId, listBook.id);
    assert.deepEqual(book.billing, listBook.billing);
    assert.deepEqual(book.plans, listBook.plans);
  });

  it('are of the day that is handed in, or undated', () => {
    assert.equal(read(OCTOBER, '2026-10-08').book.date, '2026-10-08');
    const result = parsePriceBook(OCTOBER);
    assert.ok(result.ok);
    assert.deepEqual([result.book.date, result.book.cpu.date], ['undated', 'undated']);
  });

  it('price storage per GiB and egress per GB, beside what the list has free', () => {
    const { book } = read({ ...(JSON.parse(OCTOBER) as object), egress_gib_cost: '0.05' });
    assert.deepEqual(book.volumes, { ...listBook.volumes, storage: book.volumes!.storage });
    assert.equal(book.volumes.storage.unit, 'USD/GiB-month');
    assert.deepEqual([book.egress?.price?.value, book.egress?.price?.unit], [0.05, 'USD/GB']);
    const egress = { price: listBook.cpu, note: 'Beyond 1 TB.', includedGbMonth: 1000 } as never;
    const over = ratesBook({ egress_gib_cost: '0.05' }, DATE, { ...listBook, egress });
    assert.ok('book' in over);
    assert.deepEqual(
      [over.book.egress?.price?.value, over.book.egress?.includedGbMonth, over.book.egress?.note],
      [0.05, 1000, 'Beyond 1 TB.'],
    );
  });

  it('may be JSON numbers, and decimals as Python prints them', () => {
    assert.equal(read({ gpu_hour_cost_t4: 0.36 }).book.gpus.T4!.active.value, 0.36 / 3_600);
    assert.equal(read({ cpu_hour_cost: '3.6E-2' }).book.cpu.value, 0.036 / 3_600);
  });

  it('are told from a price book by their keys', () => {
    for (const rates of [{ cpu_hour_cost: '1' }, { gpu_hour_cost_x1: '1' }])
      assert.equal(read(rates).book.id, 'workspace-rates');
    assert.match(said('{"version": 1, "gpu_hour_cost_h100": "1"}')[0]!, /"id" is missing/);
    assert.match(said('{"id": "x", "gpu_hour_cost_h100": "1"}')[0]!, /"version" is missing/);
    for (const text of ['{"gpu_hour_cost_": "1"}', '{"mem_gib_hour_cost": "1"}', '{}'])
      assert.match(said(text)[0]!, /"version" is missing/);
    for (const text of ['["cpu_hour_cost"]', '"cpu_hour_cost"', 'null'])
      assert.deepEqual(said(text), ['must be a JSON object']);
  });
});

describe('a key of a workspace’s rates', () => {
  const nameOf = (key: string): string | null => {
    const name = rateNameOf(key, listBook);
    return name?.kind === 'gpu' ? name.gpu : (name?.kind ?? null);
  };

  it('names a GPU in capitals, with dashes', () => {
    assert.equal(nameOf('gpu_hour_cost_a10g'), 'A10');
    assert.equal(nameOf('gpu_hour_cost_rtx6000'), 'RTX-PRO-6000');
    assert.equal(nameOf('gpu_hour_cost_a100_40gb'), 'A100-40GB');
    assert.equal(nameOf('gpu_hour_cost_b400_ultra_2'), 'B400-ULTRA-2');
    assert.equal(nameOf('gpu_hour_cost___proto__'), null);
    assert.equal(nameOf(`gpu_hour_cost_${'x'.repeat(40)}`), 'X'.repeat(40));
    assert.equal(nameOf(`gpu_hour_cost_${'x'.repeat(41)}`), null);
    for (const key of ['gpu_hour_cost_', 'gpu_hour_cost_H100', 'gpu_hour_cost_h100!', 'gpu_hour_cost_h\n'])
      assert.equal(nameOf(key), null, key);
  });

  it('never gives a name of the list another meaning', () => {
    assert.equal(nameOf('gpu_hour_cost_a100'), null);
    assert.equal(nameOf('gpu_hour_cost_any'), null);
  });

  it('that is new is priced and announced', () => {
    const { book, notes } = read({ gpu_hour_cost_b400: '12.24' });
    assert.equal(book.gpus.B400?.active.value, 12.24 / 3_600);
    assert.deepEqual(notes, [{ kind: 'newGpu', key: 'gpu_hour_cost_b400', gpu: 'B400' }]);
    assert.deepEqual(notes.map(ratesNoteText), [
      'B400 is a new GPU: Modal’s list has no rate for it, and this file’s rate is used',
    ]);
  });

  it('that is not known is listed and prices nothing, whatever it holds', () => {
    const { book, notes } = read({
      cpu_hour_cost: 0.04716,
      tpu_hour_cost_v5: [[['1']]],
      gpu_hour_cost_: '-1',
      toString: null,
    });
    assert.deepEqual(book.gpus, read({ cpu_hour_cost: 0.04716 }).book.gpus);
    assert.deepEqual(notes, [
      { kind: 'unknownKey', key: 'gpu_hour_cost_' },
      { kind: 'unknownKey', key: 'toString' },
      { kind: 'unknownKey', key: 'tpu_hour_cost_v5' },
    ]);
    const [text] = notesOn({ cpu_hour_cost: 0.04716, [`a\u202e\n${'x'.repeat(150)}`]: 1 });
    assert.equal(text, `“a��${'x'.repeat(76)}…” is not a known rate and is not used`);
  });
});

describe('a difference of a workspace’s rates from the list', () => {
  const hourly = listBook.gpus.H100!.active.value * 3_600;

  it('is told from half a percent on, either way', () => {
    const told = (factor: number): string[] => notesOn({ gpu_hour_cost_h100: hourly * factor });
    assert.deepEqual(told(0.88), ['H100 is 12% below Modal’s list: a contract?']);
    assert.deepEqual(told(1.25), ['H100 is 25% above Modal’s list: have the prices changed?']);
    assert.deepEqual(told(0.994), ['H100 is 0.6% below Modal’s list: a contract?']);
    assert.deepEqual(told(0.996), []);
    assert.deepEqual(told(1.004), []);
  });

  it('is told of whatever is not a GPU too', () => {
    const { cpu, memory, sandbox, volumes } = listBook;
    const half = (figure: { value: number } | undefined, factor = 3_600): number =>
      (figure!.value / 2) * factor;
    assert.deepEqual(
      notesOn({
        cpu_hour_cost: half(cpu),
        mem_gib_hour_cost: half(memory),
        cpu_hour_cost_sandbox: half(sandbox?.cpu),
        mem_gib_hour_cost_sandbox: half(sandbox?.memory),
        volume_storage_gib_month_cost: half(volumes?.storage, 1),
      }),
      ['CPU', 'CPU of a sandbox', 'Memory', 'Memory of a sandbox', 'Volume storage'].map(
        (name) => `${name} is 50% below Modal’s list: a contract?`,
      ),
    );
    const egress = { price: { ...listBook.cpu, unit: 'USD/GB', value: 0.04 }, note: 'x' } as const;
    const over = ratesBook({ egress_gib_cost: '0.08' }, DATE, { ...listBook, egress });
    assert.ok('notes' in over);
    assert.match(over.notes.map(ratesNoteText).join(), /^Egress is 100% above Modal’s list/);
  });

  it('needs a figure of the list in the same unit', () => {
    const egress = { price: null, note: 'Not known.' } as const;
    const over = ratesBook({ egress_gib_cost: '0.08' }, DATE, { ...listBook, egress });
    assert.ok('notes' in over);
    assert.deepEqual(over.notes, []);
    assert.doesNotMatch(over.book.egress!.note, /Not known/);
    const volumes = { storage: { ...listBook.cpu, unit: 'USD/GB-month', value: 0.01 } } as const;
    const stored = ratesBook({ volume_storage_gib_month_cost: '0.08' }, DATE, { ...listBook, volumes });
    assert.ok('notes' in stored);
    assert.deepEqual(stored.notes, []);
  });
});

describe('a workspace’s rates that cannot be', () => {
  const one = (json: string): string => said(`{"gpu_hour_cost_h100": ${json}}`).join('\n');

  it('are refused, each with its key', () => {
    for (const json of ['"NaN"', '"Infinity"', '""', '" 3.95"', '"3,95"', '"0x10"', '"$3"', '"1_0"', 'true'])
      assert.equal(one(json), `$.gpu_hour_cost_h100: must be a decimal number in US dollars, found ${json}`);
    assert.match(one('null'), /found null/);
    assert.match(one('["3.95"]'), /found \["3.95"\]/);
    assert.ok(one(`"${'x'.repeat(10_000)}"`).length < 200);
    for (const json of ['"0.00000"', '0', '"-3.95"', '-3.95', '-1e999', '"1e-999"'])
      assert.match(one(json), /^\$\.gpu_hour_cost_h100: must be more than 0, found /, json);
    for (const json of ['1e999', '"1e999"', '10000.01', `"${'9'.repeat(5_000)}"`])
      assert.match(one(json), / is too high: at most 10,000 US dollars$/, json);
    assert.match(one('"1e-7"'), /1e-7 is too low: at least 0.000001 US dollars$/);
    assert.match(one('NaN'), /"NaN" is not a JSON value/);
  });

  it('have bounds that are rates themselves', () => {
    for (const rate of [10_000, '0.000001'])
      assert.equal(read({ gpu_hour_cost_h100: rate }).book.gpus.H100!.active.value, Number(rate) / 3_600);
  });

  it('are all told, each with its line', () => {
    const text = '{\n  "cpu_hour_cost": "-1",\n  "gpu_hour_cost_l4": "0.8",\n  "gpu_hour_cost_t4": "x"\n}';
    assert.deepEqual(errors(text), [
      { path: '$.cpu_hour_cost', problem: { kind: 'notPositive', found: -1 }, line: 2, column: 20 },
      { path: '$.gpu_hour_cost_t4', problem: { kind: 'notADecimal', found: '"x"' }, line: 4, column: 23 },
    ]);
  });

  it('are refused where two keys price one GPU, or one key stands twice', () => {
    assert.deepEqual(said('{"gpu_hour_cost_a10g": "1.1", "gpu_hour_cost_a10": "1.1"}'), [
      '$.gpu_hour_cost_a10g: "gpu_hour_cost_a10" already gives the rate of A10; remove one',
    ]);
    assert.match(one('"1", "gpu_hour_cost_h100": "2"'), /"gpu_hour_cost_h100" appears twice here/);
  });

  it('reach no prototype, and are bounded in size and number', () => {
    for (const name of ['__proto__', 'constructor', 'prototype'])
      assert.match(one(`"1", "${name}": {"H100": 1}`), /is not allowed/);
    assert.match(one(`"1", "${'k'.repeat(201)}": 1`), /this name is too long/);
    assert.match(one(`"1", "x": ${'['.repeat(50)}${']'.repeat(50)}`), /nested too deep/);
    const many = Object.fromEntries(Array.from({ length: 4_000 }, (_, i) => [`gpu_hour_cost_x${i}`, '1']));
    assert.equal(read(many).notes.length, 50);
    assert.match(one(`"1", "x": "${'x'.repeat(1_000_000)}"`), /too large/);
  });
});
