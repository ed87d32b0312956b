import { strict as assert } from 'node:assert';
import { bookAge } from '../../../src/core/pricing/bookAge';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { bookSentence } from '../../../src/core/render/estimateReport';
import { declarationHover } from '../../../src/core/render/hoverText';
import { pricedText, type PricedOptions } from '../../support/pricedText';

describe('the age of a price book', () => {
  it('is old after 90 days', () => {
    // 7 October + 90 days = 5 January
    assert.equal(bookAge('2026-10-07', '2027-01-05'), 'current');
    assert.equal(bookAge('2026-10-07', '2027-01-06'), 'old');
    assert.equal(bookAge('2026-10-07', '2026-10-01'), 'current');
  });

  it('counts from the last day of a month or a year', () => {
    // 31 May + 90 days = 29 August; 31 December + 90 days = 31 March
    assert.equal(bookAge('2026-05', '2026-08-29'), 'current');
    assert.equal(bookAge('2026-05', '2026-08-30'), 'old');
    assert.equal(bookAge('2026', '2027-03-31'), 'current');
    assert.equal(bookAge('2026', '2027-04-01'), 'old');
  });

  it('counts the days as the calendar does, over leap years and the ends of years', () => {
    for (const from of ['2023-11-30', '2024-02-28', '2024-12-31', '2027-10-08', '2028-02-29', '2099-12-01']) {
      const after = (days: number): string =>
        new Date(Date.parse(from) + days * 86_400_000).toISOString().slice(0, 10);
      assert.deepEqual([bookAge(from, after(90)), bookAge(from, after(91))], ['current', 'old'], from);
    }
    assert.deepEqual(
      [bookAge('2023-12', '2024-03-30'), bookAge('2023-12', '2024-03-31')],
      ['current', 'old'],
    );
    assert.deepEqual(
      [bookAge('2024-02', '2024-05-29'), bookAge('2024-02', '2024-05-30')],
      ['current', 'old'],
    );
  });

  it('is unknown for an undated book', () => {
    assert.equal(bookAge('undated', '2026-10-10'), 'undated');
  });

  it('is not judged on a day that nobody knows', () => {
    assert.equal(bookAge('2026-10-07', 'undated'), 'current');
  });
});

describe('a price book that is old', () => {
  const LINE = 'These prices are more than 90 days old: Modal may have changed them since.';
  const texts = async (options: PricedOptions): Promise<string[]> => {
    const { assessments, context } = await pricedText('@app.function(gpu="H100")\ndef f(): ...\n', options);
    return [declarationHover(assessments[0]!), bookSentence(context)];
  };

  it('says so in the hover and in the report, by the day of the host', async () => {
    for (const text of await texts({ today: '2027-02-01' })) assert.ok(text.includes(LINE), text);
    for (const text of await texts({ book: reviewBook, today: '2026-10-10' }))
      assert.ok(text.includes(LINE), text);
    for (const text of await texts({ book: { ...listBook, date: 'undated' }, today: '2026-10-10' }))
      assert.ok(text.includes('This price book has no date: Modal may have changed its prices since.'), text);
  });

  it('says nothing while it is current, and without a day', async () => {
    const all = [
      ...(await texts({ today: '2026-10-10' })),
      ...(await texts({ book: reviewBook })),
      ...(await texts({ book: { ...listBook, date: 'undated' } })),
    ];
    for (const text of all) assert.doesNotMatch(text, /days old|has no date/);
  });
});
