import { strict as assert } from 'node:assert';
import { assess, type UsageContext } from '../../../src/core/cost/assess';
import { vary } from '../../../src/core/cost/varyDeclaration';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { gpuRows } from '../../../src/core/render/completion/gpuRows';
import { keywordRows } from '../../../src/core/render/completion/keywordRows';
import { appRows, declarationRows } from '../../../src/core/render/completion/teamRows';
import { usageRows } from '../../../src/core/render/completion/usageRows';
import { lensTitle } from '../../../src/core/render/lensTitle';
import { calculatorDeclaration } from '../../../src/core/render/scenario/scenario';
import type { WhatIfSubject } from '../../../src/core/render/whatIfList';
import { teamPlace } from '../../../src/core/review/team/teamPlace';
import { USAGE_FIELDS } from '../../../src/core/modal/usageFields';
import { pricedText } from '../../support/pricedText';

function subject(book: PriceBook, isUsed: boolean): WhatIfSubject {
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  const values = { requestsPerDay: 50_000, secondsPerRequest: 0.2 };
  const use: UsageContext = {
    includeStartup: true,
    defaults: isUsed
      ? [{ source: 'setting', values, where: { kind: 'setting', name: 'modalCost.usage' } }]
      : [],
  };
  const declaration = vary(calculatorDeclaration(), { min_containers: 2 });
  return { declaration, context, use, assessment: assess(declaration, context, use) };
}

const TYPE = { isQuoted: true, countOf: null, hasCount: false } as const;

describe('the rows of a completion', () => {
  it('have a GPU’s price per hour, its memory and its difference per month', () => {
    const of = subject(reviewBook, true);
    const rows = gpuRows(TYPE, [of], of.context);
    const byLabel = new Map(rows.map((row) => [row.label, row]));
    const { price, month, insert } = byLabel.get('A100-80GB')!;
    assert.deepEqual([price, month, insert], ['$3.96/h · 80 GB', '−$544/mo', 'A100-80GB']);
    const now = byLabel.get('H100')!;
    assert.deepEqual([now.month, now.isCurrent], ['≈ $1,216/mo now', true]);
    // Modal's list has it, and the review's book does not: no figure of another book.
    assert.deepEqual([byLabel.get('B300')?.price, byLabel.get('B300')?.month], ['no price · 288 GB', '']);
  });

  it('begin with the GPU in use, then cheaper ones with no less memory, then the others by price', () => {
    const of = subject(listBook, true);
    const rows = gpuRows(TYPE, [of], of.context).map(({ label, price }) => `${label} ${price}`);
    assert.deepEqual(rows.slice(0, 4), [
      'H100 $3.96/h · 80 GB',
      'A100-80GB $2.51/h · 80 GB',
      'RTX-PRO-6000 $3.04/h · 96 GB',
      'T4 $0.597/h · 16 GB (less)',
    ]);
    const others = rows.slice(3).map((row) => Number(/\$([\d.]+)/.exec(row)?.[1]));
    assert.deepEqual(
      others,
      [...others].sort((a, b) => a - b),
    );
    // Without a GPU in use, by price alone, and nothing has less than that.
    const alone = gpuRows(TYPE, [], of.context);
    assert.equal(alone[0]!.label, 'T4');
    assert.ok(alone.every(({ price }) => !price.includes('less')));
  });

  it('round a month as the lens does', () => {
    const of = subject(listBook, true);
    const [now] = gpuRows(TYPE, [of], of.context);
    assert.ok(
      now!.month.startsWith(
        lensTitle(of.assessment)
          .split(' ', 2)
          .join(' ')
          .replace(/\/mo.*/, '/mo'),
      ),
      now!.month,
    );
  });

  it('have the month itself where what the code says now is not known', () => {
    const of = subject(reviewBook, true);
    const gpu = { ...of.declaration.gpu, status: 'unknown' as const, value: null };
    const declaration = { ...of.declaration, gpu };
    const open = { ...of, declaration, assessment: assess(declaration, of.context, of.use) };
    const row = gpuRows(TYPE, [open], of.context).find(({ label }) => label === 'A100-80GB');
    assert.deepEqual([row?.price, row?.month, row?.isCurrent], ['$3.96/h · 80 GB', '≈ $672/mo', false]);
  });

  it('have the warm floor where no usage is known, and a price alone where no declaration is', () => {
    const of = subject(reviewBook, false);
    const [first] = gpuRows(TYPE, [of], of.context).filter(({ label }) => label === 'A100-80GB');
    assert.equal(first?.month, '−$259/mo warm');
    const [alone] = gpuRows(TYPE, [], of.context).filter(({ label }) => label === 'A100-80GB');
    assert.deepEqual([alone?.price, alone?.month], ['$3.96/h · 80 GB', '']);
  });

  it('have the counts that a type comes in', () => {
    const of = subject(listBook, true);
    const labels = (countOf: string): string[] =>
      gpuRows({ isQuoted: true, countOf, hasCount: true }, [of], of.context).map(({ label }) => label);
    assert.deepEqual(labels('H100'), ['1', '2', '4', '8']);
    assert.deepEqual(labels('a10'), ['1', '2', '4']);
    assert.deepEqual(labels(''), ['1', '2', '4', '8']);
    assert.deepEqual(gpuRows({ isQuoted: true, countOf: '', hasCount: true }, [], of.context), []);
  });

  it('have the figure of each keyword that costs, and none that is given', () => {
    const of = subject(listBook, false).assessment;
    const rows = keywordRows('function', new Set(['gpu', 'min_containers']), of);
    const figures = Object.fromEntries(rows.map(({ label, price }) => [label, price]));
    assert.equal(figures['gpu='], undefined);
    assert.equal(figures['min_containers='], undefined);
    assert.match(figures['max_containers=']!, /^\$3\.96\/h each at most$/);
    assert.match(figures['scaledown_window=']!, /^\$0\.0659 per idle minute$/);
    assert.match(figures['timeout=']!, /^\$0\.33 per call at 5 min$/);
    assert.match(figures['region=']!, /^price × 1\.15 or × 1\.75$/);
    assert.equal(figures['idle_timeout='], undefined);
    const review = keywordRows('cls', new Set(), subject(reviewBook, false).assessment);
    const priceOf = (label: string): string | undefined => review.find((each) => each.label === label)?.price;
    assert.equal(priceOf('min_containers='), '$311/mo each, idle');
    assert.equal(priceOf('cpu='), 'in the GPU price');
    assert.equal(keywordRows('update_autoscaler', new Set(), of).length, 4);
    for (const { price } of [...rows, ...review]) assert.notEqual(price, '');
  });

  it('have every field of a usage with its unit, and values that the field takes', () => {
    const rows = usageRows({ field: null, given: ['requests_per_day'] });
    assert.equal(rows.length, USAGE_FIELDS.length - 1);
    const seconds = rows.find(({ label }) => label === 'seconds_per_request=');
    assert.deepEqual([seconds?.month, seconds?.insert], ['seconds', 'seconds_per_request=${1:1}']);
    const field = USAGE_FIELDS.find(({ name }) => name === 'concurrency')!;
    assert.deepEqual(
      usageRows({ field, given: [] }).map(({ insert }) => insert),
      ['1', '10'],
    );
  });

  it('have the declarations and apps of the workspace in a team file', async () => {
    const { assessments } = await pricedText(
      '@app.function(gpu="H100")\ndef a(): pass\n@app.function()\ndef b(): pass\n',
    );
    const text = '{ "version": 1, "declarations": { "app.py::a": {}, "" } }';
    const place = teamPlace(text, text.indexOf('"" }') + 1);
    assert.ok(place?.kind === 'declaration');
    assert.equal(text.slice(place.start, place.end), '""');
    const rows = declarationRows(place, assessments);
    assert.deepEqual(
      rows.map(({ insert }) => insert),
      ['"app.py::b": { $1 }'],
    );
    const budgets = '{ "budgets": { "apps": { | } } }';
    const app = teamPlace(budgets.replace('|', ''), budgets.indexOf('|'));
    assert.ok(app?.kind === 'app');
    assert.deepEqual(
      appRows(app, assessments).map(({ insert }) => insert),
      ['"app.py::app": { "month": $1 }'],
    );
  });

  it('have GPUs where a team file takes one, and nothing elsewhere', () => {
    const at = (text: string): string | undefined =>
      teamPlace(text.replace('|', ''), text.indexOf('|'))?.kind;
    assert.equal(at('{ "declarations": { "a.py::f": { "values": { "gpu": "|" } } } }'), 'gpu');
    assert.equal(at('{ "discounts": { "gpu": { "|" } } }'), 'gpu');
    assert.equal(at('{ "declarations": { "a.py::f": { "|" } } }'), undefined);
    assert.equal(at('{ "|" }'), undefined);
    assert.equal(at('{ "plan": "|" }'), undefined);
  });
});
