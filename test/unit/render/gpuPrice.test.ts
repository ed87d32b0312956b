import { strict as assert } from 'node:assert';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { answerText, gpuAnswer, gpuOffers } from '../../../src/core/render/gpuPrice';

const context = (book = listBook) => ({ book, list: listBook, hoursPerMonth: book.hoursPerMonth.value });

describe('the price of a GPU', () => {
  it('is offered for each type of the book in use, with how many a container takes where a book says it', () => {
    const offers = gpuOffers(context());
    assert.deepEqual(offers.map(({ type }) => type).sort(), Object.keys(listBook.gpus).sort());
    for (const { type, perHour } of offers)
      assert.ok(Math.abs(perHour - listBook.gpus[type]!.active.value * 3_600) < 1e-9, type);
    assert.equal(offers.find(({ type }) => type === 'H100')?.maxCount, 8);
    assert.ok(offers.every(({ perHour }, i) => i === 0 || perHour >= offers[i - 1]!.perHour));
  });

  it('is hours × what a container costs in one, with its arithmetic', () => {
    const answer = gpuAnswer(context(reviewBook), { type: 'H100', count: 2 }, { kind: 'hours', hours: 100 });
    const hour = 2 * reviewBook.gpus.H100!.active.value * 3_600;
    assert.equal(answer.what, '2 × H100, 100 h');
    assert.equal(answer.rows.length, 2);
    assert.equal(answer.rows[1]!.result, answer.total);
    const total = Number(answer.total.replace(/[$,]/g, ''));
    assert.ok(total >= hour * 100 - 0.005, `${total}`);
    const [, hours, perHour] = /^([\d,]+) h × \$([\d.]+)\/h$/.exec(answer.rows[1]!.arithmetic)!;
    assert.ok(Math.abs(Number(hours) * Number(perHour) - total) <= 0.005);
    assert.match(
      answerText(answer),
      /^2 × H100, 100 h: \$[\d,.]+\nRunning, per container-hour: .+\/h\n.+\nPrices: /,
    );
  });

  it('is a month of requests, with the idle time that they leave', () => {
    const use = { kind: 'requests', requestsPerDay: 50_000, secondsPerRequest: 0.2 } as const;
    const answer = gpuAnswer(context(), { type: 'L4', count: 1 }, use);
    assert.equal(answer.what, '1 × L4, 50,000 requests per day, 0.2 s');
    assert.match(answer.total, /^about \$[\d,.]+ per month$/);
    assert.ok(answer.rows.some(({ title }) => title.startsWith('Idle')));
    assert.match(answer.notes[0]!, /^Prices: .+2026-10/);
  });

  it('is unknown, and not $0, where the book has none', () => {
    const answer = gpuAnswer(context(), { type: 'X1', count: 1 }, { kind: 'hours', hours: 1 });
    assert.deepEqual([answer.total, answer.rows], ['no price for X1', []]);
    const use = { kind: 'requests', requestsPerDay: 5, secondsPerRequest: 1 } as const;
    assert.match(gpuAnswer(context(), { type: 'X1', count: 1 }, use).total, /^unknown/);
  });
});
