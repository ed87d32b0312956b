/** Names, sources and books are of anybody's making: the panel's view stays one that the page takes, and shows them as text. */
import { strict as assert } from 'node:assert';
import type { Declaration } from '../../../../src/core/modal/declaration';
import { absent } from '../../../../src/core/modal/declaredValue';
import { listBook, reviewBook } from '../../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../../src/core/pricing/schema';
import { viewCsv, viewMarkdown } from '../../../../src/core/render/scenario/scenarioExport';
import { calculatorDeclaration, scenarioOf } from '../../../../src/core/render/scenario/scenario';
import { panelView, snapshot } from '../../../../src/core/render/scenario/scenarioView';
import { parseMessage, toPanelSchema, type PanelView } from '../../../../src/protocol';
import { HOSTILE } from '../../../ui/panel/hostile';

/** A declaration and a book in which everything that somebody else writes is a given text. */
function viewOf(text: string, typed: Readonly<Record<string, string>> = {}): PanelView {
  const base = calculatorDeclaration();
  const declaration: Declaration = {
    ...base,
    file: `${text}.py`,
    name: text,
    qualname: text,
    app: text,
    gpu: {
      ...absent(1),
      source: text,
      status: 'range',
      candidates: [[{ type: 'H100', count: 1 }], [{ type: text, count: 2 }]],
      reason: { kind: 'runtimeOnly', expression: text },
    },
    params: {
      min_containers: { ...absent(1), source: text, status: 'known', value: 2 },
      max_containers: {
        ...absent(1),
        source: text,
        status: 'unknown',
        reason: { kind: 'runtimeOnly', expression: text },
      },
    },
  };
  const book: PriceBook = {
    ...reviewBook,
    id: 'own',
    lineage: [{ id: 'own', title: text, date: '' }],
    providers: reviewBook.providers.map((each) => ({ ...each, name: text, product: text, note: text })),
    measurements: reviewBook.measurements.map((each) => ({ ...each, provider: text })),
    history: reviewBook.history.map((each) => ({ ...each, note: text })),
    plans: reviewBook.plans.map((each) => ({ ...each, name: text })),
    sources: Object.fromEntries(
      Object.entries(reviewBook.sources).map(([key, source]) => [key, { ...source, title: text }]),
    ),
    billing: { ...reviewBook.billing, note: text },
  };
  const scenario = scenarioOf(
    {
      declaration,
      isCode: true,
      context: { book, list: listBook, hoursPerMonth: 720 },
      books: [book, listBook],
      use: {
        includeStartup: true,
        defaults: [
          {
            source: 'team',
            values: { requestsPerDay: 50_000, secondsPerRequest: 0.2 },
            where: { kind: 'setting', name: text },
          },
        ],
      },
    },
    typed,
    {},
  );
  return panelView(scenario, [{ id: 'pin-1', ...snapshot(scenario) }], text);
}

function texts(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return key === 'key' ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, each]) => texts(each, name));
}

describe('a panel of hostile text', () => {
  for (const [what, text] of Object.entries(HOSTILE)) {
    it(`is a view that the page accepts: ${what}`, () => {
      const view = viewOf(text);
      const parsed = parseMessage(toPanelSchema, structuredClone({ type: 'view', view }));
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.reason);
      assert.equal(view.charts.length, 3);
      for (const each of texts(view)) {
        assert.ok(each.length <= 2_000, `${each.length} characters`);
        assert.doesNotMatch(each, /[\u202a-\u202e\u2066-\u2069\u200e\u200f]/, 'reorders what is read');
      }
    });

    it(`can be typed and selected: ${what}`, () => {
      const typed = { gpu: text, book: text, requests_per_day: text, min_containers: text };
      const view = viewOf('serve', typed);
      const parsed = parseMessage(toPanelSchema, structuredClone({ type: 'view', view }));
      assert.ok(parsed.ok, parsed.ok ? '' : parsed.reason);
      const wrong = view.groups.flatMap(({ fields }) => fields.filter(({ error }) => error !== null));
      assert.deepEqual(wrong.map(({ name }) => name).sort(), Object.keys(typed).sort());
      assert.match(view.headline, /^\$1,216/);
    });

    it(`is copied as text: ${what}`, () => {
      const view = viewOf(text);
      assert.doesNotMatch(viewMarkdown(view), /<(img|script|a)\b|\]\(|(?<!\\)!\[/i);
      for (const line of viewCsv(view).split('\r\n')) assert.doesNotMatch(line, /^[=+@]|,[=+@]/);
    });
  }
});
