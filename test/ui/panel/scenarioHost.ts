/** A host for the panel's page, without VS Code: what the real one answers for a declaration of 50,000 requests per day. */
import { calculatorDeclaration, scenarioOf } from '../../../src/core/render/scenario/scenario';
import { PRESETS } from '../../../src/core/render/scenario/presets';
import type { PanelBill } from '../../../src/core/render/scenario/actualMarks';
import type { PreparedTrace } from '../../../src/core/render/scenario/traceView';
import { panelView, snapshot, type Pinned } from '../../../src/core/render/scenario/scenarioView';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import type { FromPanel, PanelView, ToPanel } from '../../../src/protocol';

export interface ScenarioHost {
  readonly view: () => PanelView;
  readonly answer: (message: FromPanel) => ToPanel | null;
}

export function scenarioHost(
  inputs: Readonly<Record<string, string>> = {},
  book: PriceBook = reviewBook,
  trace: PreparedTrace | null = null,
  usage: { requestsPerDay?: number; secondsPerRequest?: number } = {
    requestsPerDay: 50_000,
    secondsPerRequest: 0.2,
  },
  bill: PanelBill | null = null,
): ScenarioHost {
  let typed: Readonly<Record<string, string>> = inputs;
  let good: Readonly<Record<string, string>> = {};
  let pinned: readonly Pinned[] = [];
  const scenario = (): ReturnType<typeof scenarioOf> =>
    scenarioOf(
      {
        declaration: {
          ...calculatorDeclaration(),
          file: 'app/llama_serving.py',
          line: 13,
          name: 'generate',
          qualname: 'Llama70B.generate',
        },
        isCode: true,
        bill,
        context: { book, list: listBook, hoursPerMonth: book.hoursPerMonth.value },
        books: [reviewBook, listBook],
        use: {
          includeStartup: true,
          defaults: [
            {
              source: 'setting',
              values: usage,
              where: { kind: 'setting', name: 'modalCost.usage' },
            },
          ],
        },
      },
      typed,
      good,
    );
  const view = (): PanelView => panelView(scenario(), pinned, 'app/llama_serving.py', trace);
  return {
    view,
    answer(message) {
      if (message.type === 'input') typed = { ...typed, [message.name]: message.value };
      else if (message.type === 'preset')
        typed = PRESETS.find(({ id }) => id === message.id)?.inputs ?? typed;
      else if (message.type === 'reset') typed = {};
      else if (message.type === 'pin')
        pinned = [...pinned, { id: `pin-${pinned.length + 1}`, ...snapshot(scenario()) }];
      else if (message.type !== 'ready') return null;
      const now = scenario();
      good = Object.fromEntries(
        now.read.inputs.filter(({ error }) => error === null).map(({ name, text }) => [name, text]),
      );
      return { type: 'view', view: view() };
    },
  };
}
