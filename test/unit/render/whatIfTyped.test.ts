import { strict as assert } from 'node:assert';
import { assess, type UsageContext } from '../../../src/core/cost/assess';
import { vary, type Change } from '../../../src/core/cost/varyDeclaration';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { calculatorDeclaration } from '../../../src/core/render/scenario/scenario';
import {
  topicNote,
  whatIfChoices,
  type WhatIfSubject,
  type WhatIfTopic,
} from '../../../src/core/render/whatIfList';
import { typedChoice } from '../../../src/core/render/whatIfTyped';

const B = { requestsPerDay: 50_000, secondsPerRequest: 0.2 };

function subject(
  values: UsageContext['defaults'][number]['values'] = B,
  change: Change = { min_containers: 2 },
  book: PriceBook = reviewBook,
): WhatIfSubject {
  const context = { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value };
  const where = { kind: 'setting', name: 'modalCost.usage' } as const;
  const use: UsageContext = { includeStartup: true, defaults: [{ source: 'setting', values, where }] };
  const declaration = vary(calculatorDeclaration(), change);
  return { declaration, context, use, assessment: assess(declaration, context, use) };
}

/** `value: figures`, or what is wrong. */
function typed(of: WhatIfSubject, topic: WhatIfTopic, text: string): string | null {
  const read = typedChoice(of, topic, text);
  if (!read) return null;
  return 'problem' in read ? `! ${read.problem}` : `${read.choice.label}: ${read.choice.figures}`;
}

describe('a typed what-if', () => {
  it('is priced, in each of the lists, by its value', () => {
    const of = subject();
    for (const [topic, text, label] of [
      ['min_containers', '10', '10'],
      ['min_containers', '1', '1'],
      ['max_containers', '12', '12'],
      ['buffer_containers', '7', '7'],
      ['scaledown_window', '90s', '1.5 min'],
      ['scaledown_window', '5 min', '5 min'],
      ['scaledown_window', '300', '5 min'],
      ['traffic', '10k', '10,000 requests per day'],
      ['traffic', '300', '300 requests per day'],
      ['traffic', '2,304', '2,304 requests per day'],
      ['seconds', '200ms', '0.2 s'],
      ['seconds', '2 min', '2 min'],
      ['gpu', 'L40S:2', 'L40S:2'],
      ['gpu', 'h100', 'H100'],
      ['gpu', 'h100 x 8', 'H100:8'],
    ] as const)
      assert.match(
        typed(of, topic, text) ?? '',
        new RegExp(`^${label}: .*\\$[\\d,.]+ per month`),
        `${topic} ${text}`,
      );
    assert.equal(typed(of, 'min_containers', '3'), '3: $1,216 → $1,527 per month   +26%');
    assert.equal(typed(of, 'traffic', '100k'), '100,000 requests per day: $1,216 → $1,811 per month   +49%');
  });

  it('says why it is none', () => {
    const of = subject();
    for (const [topic, text, problem] of [
      ['min_containers', 'ten', 'Not a number of containers: type, for example, 3'],
      ['min_containers', '1.5', 'min_containers must be a whole number'],
      ['min_containers', '1m', 'min_containers must be from 0 to 10,000'],
      ['max_containers', '0', 'max_containers must be from 1 to 100,000'],
      ['max_containers', '1', 'Modal rejects less than min_containers=2'],
      ['scaledown_window', '1', 'scaledown_window must be from 2 s to 20 min'],
      ['scaledown_window', '2 h', 'scaledown_window must be from 2 s to 20 min'],
      ['scaledown_window', '5 GB', 'Not a time: type, for example, 90s or 5 min'],
      ['traffic', '0,2', 'Not a number: type, for example, 500, 5k or 5,000'],
      ['traffic', '2bn', 'requests_per_day must be from 0 to 1,000,000,000'],
      ['seconds', '0', 'seconds_per_request must be from 0.000001 s to 7 d'],
      ['gpu', 'L40S:9', 'L40S: from 1 to 8 GPUs per container'],
      ['gpu', 'H10O', 'No price for “H10O”: Did you mean H100?'],
      ['gpu', 'fast', 'No price for “FAST”'],
    ] as const)
      assert.equal(typed(of, topic, text), `! ${problem}`, `${topic} ${text}`);
    const bounded = subject(B, { min_containers: 2, max_containers: 4 });
    assert.equal(typed(bounded, 'min_containers', '9'), '! Modal rejects more than max_containers=4');
    assert.deepEqual(
      whatIfChoices(bounded, 'min_containers').map(({ label }) => label),
      ['0', '1', '2', '3', '4'],
    );
  });

  it('only filters where it is the part of a GPU’s name, or of a provider’s', () => {
    for (const text of ['L', 'a100-', '40']) assert.equal(typed(subject(), 'gpu', text), null, text);
    assert.equal(typed(subject(), 'provider', '10'), null);
    assert.equal(typed(subject(), 'min_containers', '  '), null);
  });

  it('invents no usage: without seconds there is no traffic to choose, without requests no seconds', () => {
    for (const values of [{}, { requestsPerDay: 500 }])
      assert.deepEqual(whatIfChoices(subject(values), 'traffic'), []);
    assert.ok(whatIfChoices(subject({ secondsPerRequest: 2 }), 'traffic').length > 3);
    for (const values of [{}, { secondsPerRequest: 2 }])
      assert.deepEqual(whatIfChoices(subject(values), 'seconds'), []);
    assert.ok(whatIfChoices(subject(), 'seconds').some(({ current, label }) => current && label === '0.2 s'));
  });

  it('of a window is said to save nothing where a book does not bill it', () => {
    assert.match(topicNote(subject(), 'scaledown_window') ?? '', /does not bill this idle time/);
    assert.equal(topicNote(subject(B, {}, listBook), 'scaledown_window'), null);
  });
});
