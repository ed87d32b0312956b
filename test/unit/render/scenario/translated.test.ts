/** The panel in a language of its own: what stays English was forgotten, or is nobody's to translate. */
import { strict as assert } from 'node:assert';
import { comparisonOf } from '../../../../src/core/cost/comparison/compareDeclaration';
import type { UsageSource } from '../../../../src/core/cost/usage';
import { NEEDS } from '../../../../src/core/modal/needs';
import { NO_NEEDS, USAGE_FIELDS } from '../../../../src/core/modal/usageFields';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import { comparisonMarkdown } from '../../../../src/core/render/comparisonText';
import { fitMarkdown, unseenSentence } from '../../../../src/core/render/fitMarkdown';
import { planSentence } from '../../../../src/core/render/creditText';
import { viewCsv, viewMarkdown } from '../../../../src/core/render/scenario/scenarioExport';
import {
  calculatorDeclaration,
  scenarioOf,
  type Scenario,
} from '../../../../src/core/render/scenario/scenario';
import { PRESETS } from '../../../../src/core/render/scenario/presets';
import { panelView, snapshot } from '../../../../src/core/render/scenario/scenarioView';
import { fitOf } from '../../../../src/core/review/fitOf';
import { anyOf, inAnotherLanguage, strings, untranslated } from '../../../support/otherLanguage';

const FILE = 'app/llama_serving.py';
const NAME = 'Llama70B.generate';

interface Case {
  readonly book: PriceBook;
  readonly isCode: boolean;
  readonly stale?: boolean;
  readonly typed: Readonly<Record<string, string>>;
  readonly source?: UsageSource;
}

function scenario({ book, isCode, stale = false, typed, source }: Case): Scenario {
  const values = { requestsPerDay: 50_000, secondsPerRequest: 0.2 };
  return scenarioOf(
    {
      declaration: { ...calculatorDeclaration(), file: FILE, line: 13, qualname: NAME, stale },
      isCode,
      context: { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value },
      books: [reviewBook, listBook],
      use: {
        includeStartup: true,
        defaults: source
          ? [{ source, values, where: { kind: 'setting' as const, name: 'modalCost.usage' } }]
          : [],
      },
    },
    typed,
    {},
  );
}

const [A, B, C] = PRESETS.map(({ inputs }) => inputs);
const rich = { startup_seconds: '20', tokens_per_second: '500', volume_gb: '500', egress_gb: '2000' };
const wrong = { gpu: 'X', gpu_count: '', min_containers: '1.5', scaledown_window: '-1', book: 'X' };

/** Between them they show every kind of notice, headline, section and error. */
const CASES: readonly Case[] = [reviewBook, listBook].flatMap((book): Case[] => [
  { book, isCode: true, source: 'setting', typed: { ...B!, ...rich } },
  { book, isCode: true, source: 'comment', typed: { ...A!, gpu: 'T4', concurrency: '8' } },
  { book, isCode: true, source: 'team', typed: { ...C!, max_containers: '1', requests_per_day: '900000' } },
  { book, isCode: true, source: 'code', typed: wrong },
  { book, isCode: true, stale: true, typed: { gpu: '', min_containers: '2' } },
  { book, isCode: false, typed: {} },
  { book, isCode: false, typed: { ...B!, min_containers: '0', requests_per_day: '10' } },
  { book, isCode: false, typed: { ...B!, min_containers: '3', requests_per_day: '3000000' } },
  { book, isCode: false, typed: { ...A!, gpu: 'B200', gpu_count: '8' } },
]);

/** What the panel shows and what a reader takes away from it. */
function textsOf(of: Scenario): string[] {
  const view = panelView(of, [{ id: 'pin-1', ...snapshot(of) }], '');
  const comparison = comparisonOf(of.after, { rateBreakEvens: true });
  const fit = fitOf(of.after);
  const plans = ['Team', 'Enterprise', 'Starter'].map((plan) =>
    planSentence({ low: 10, likely: 500, high: 900 }, { ...of.context, plan }),
  );
  return [
    ...strings(view, TECHNICAL),
    viewMarkdown(view),
    viewCsv(view),
    ...(comparison ? [comparisonMarkdown(comparison)] : []),
    ...(fit ? [fitMarkdown(fit), unseenSentence(fit)] : []),
    ...plans,
  ];
}

/** Of a view, what no reader sees: the page's own names for things, and the model that it draws from. */
const TECHNICAL = new Set([
  'key',
  'id',
  'name',
  'kind',
  'line',
  'align',
  'scale',
  'verdict',
  'formats',
  'drag',
  'model',
]);

/** What is nobody's to translate, by where it comes from. */
function exempt({ after }: Scenario): string[] {
  const fit = fitOf(after);
  return [
    // Books: titles, providers, products, notes, sources, units, GPUs, and whom the review names instead.
    ...strings([reviewBook, listBook]),
    ...[reviewBook, listBook].flatMap(({ id, gpus }) => [id, ...Object.keys(gpus)]),
    // Who says what.
    ...(fit?.findings.flatMap(({ source, otherwise }) => strings([source, otherwise?.source])) ?? []),
    ...after.estimate.alternatives.map(({ label }) => label),
    // Names: the file and its function, the setting, parameters and fields of the usage.
    ...[FILE, NAME, 'modalCost.usage', 'min_containers', 'max_containers', 'scaledown_window', 'gpu_count'],
    ...USAGE_FIELDS.map(({ name }) => name),
    // The values that stand for choices.
    ...[...NEEDS, NO_NEEDS, 'true', 'false'],
    // The page's own names of fields, by which a notice leads to them.
    'book',
    ...['Modal', 'Team', 'Enterprise', 'Starter', 'gpu', 'GPU', 'CPU'],
  ];
}

describe('the panel in another language', () => {
  inAnotherLanguage();

  for (const each of CASES) {
    const { book, isCode, stale, source, typed } = each;
    it(`is translated: ${[book.id, isCode ? 'code' : 'calculator', stale && 'stale', source, ...Object.values(typed)].filter(Boolean).join(' ')}`, () => {
      const of = scenario(each);
      const texts = textsOf(of);
      assert.ok(texts.some((text) => text.includes('«')));
      const data = anyOf(exempt(of));
      const found = texts.flatMap((text) => untranslated(text, data));
      assert.deepEqual(found, []);
    });
  }
});
