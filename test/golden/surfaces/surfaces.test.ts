/** One figure, wherever a reader meets it: ten declarations by both books, on six surfaces. */
import { strict as assert } from 'node:assert';
import type { Assessment } from '../../../src/core/cost/assess';
import { monthOrFloor } from '../../../src/core/cost/amount';
import { exactly, type Interval } from '../../../src/core/cost/interval';
import { listBook, reviewBook } from '../../../src/core/pricing/bundled';
import type { PriceBook } from '../../../src/core/pricing/schema';
import { explorer } from '../../../src/core/render/explorerTree';
import { declarationHover } from '../../../src/core/render/hoverText';
import { lensTitle } from '../../../src/core/render/lensTitle';
import { usd, usdLikely } from '../../../src/core/render/money';
import { headlineSentence } from '../../../src/core/render/review/changeReport';
import { checkSentences } from '../../../src/core/render/review/findingsReport';
import { check } from '../../../src/core/review/gate';
import { reviewChange } from '../../../src/core/review/reviewChange';
import { pricedText, type PricedText } from '../../support/pricedText';
import { ask, SETTINGS } from '../../unit/tools/support';
import { compareWithGolden } from '../golden';

const usage = (requests: number, seconds: number): string =>
  `# modal-cost: requests_per_day=${requests} seconds_per_request=${seconds}\n`;

const DECLARATIONS: Readonly<Record<string, string>> = {
  'an H100 kept warm': '@app.function(gpu="H100", min_containers=1)\ndef f(): ...\n',
  'two L4 kept warm': '@app.function(gpu="L4", min_containers=2)\ndef f(): ...\n',
  'a pool of CPUs': '@app.function(cpu=4, memory=8192, min_containers=3)\ndef f(): ...\n',
  'a T4 with little traffic': `${usage(2_000, 1)}@app.function(gpu="T4")\ndef f(): ...\n`,
  'an H100 with traffic and a warm pool': `${usage(50_000, 0.2)}@app.function(gpu="H100", min_containers=2)\ndef f(): ...\n`,
  'an A100 with a short window': `${usage(5_000, 2)}@app.function(gpu="A100-80GB", scaledown_window=10)\ndef f(): ...\n`,
  'a class with concurrent inputs': `${usage(20_000, 3)}@app.cls(gpu="A10")\n@modal.concurrent(max_inputs=10)\nclass C: ...\n`,
  'eight H100 each': `${usage(100, 60)}@app.function(gpu="H100:8", cpu=16, memory=65536)\ndef f(): ...\n`,
  'a nightly run': '@app.function(gpu="T4", schedule=modal.Cron("0 3 * * *"), timeout=3600)\ndef f(): ...\n',
  'traffic without a GPU': `${usage(10_000, 0.5)}@app.function(cpu=1)\ndef f(): ...\n`,
};

const NOTHING = '';

/** What decides on each surface: the likely month, or the warm floor without one. */
interface Surfaces {
  readonly lens: string;
  readonly hover: string;
  readonly explorer: string;
  readonly check: string;
  readonly diff: string;
  readonly agents: string;
}

interface Answer {
  readonly estimates: readonly {
    readonly floor: { readonly usdPerMonth: { readonly low: number } | null } | null;
    readonly month: { readonly usd: { readonly likely: number } } | null;
  }[];
}

const SURFACES = ['lens', 'hover', 'explorer', 'check', 'diff', 'agents'] as const;

/** What each says where the book in use has no price. */
const NO_FIGURE: Surfaces = {
  lens: 'no price for L4',
  hover: 'no price',
  explorer: 'no price for L4',
  check: 'unknown',
  diff: 'no known difference',
  agents: 'null',
};

/** One line has little room, and no more digits than are known. */
function shown(surface: keyof Surfaces, likely: number, within: Interval): string {
  return surface === 'lens' || surface === 'explorer' ? usdLikely({ likely, ...within }) : usd(likely);
}

interface Surfaced {
  readonly likely: number | null;
  /** The range of a month; of a floor, nothing but itself. */
  readonly within: Interval;
  readonly texts: Surfaces;
}

async function surfacesOf(code: string, book: PriceBook): Promise<Surfaced> {
  const [none, priced] = [await pricedText(NOTHING, { book }), await pricedText(code, { book })];
  const [assessment] = priced.assessments;
  const amount = monthOrFloor(assessment!);
  const likely = typeof amount === 'string' ? null : amount.likely;
  const change = reviewChange(none, priced);
  const checked = check(priced, null);
  const { month } = checked.spending;
  const agents = await agentsFigure(code, priced);
  assert.equal(typeof month === 'string' ? null : month.likely, likely, 'check');
  assert.equal(change.difference.delta.likely, likely ?? 0, 'diff');
  assert.equal(agents, likely, 'agents');
  const [sum] = checkSentences(checked, priced.context).slice(1);
  const texts = {
    lens: lensTitle(assessment!),
    hover: rowOf(declarationHover(assessment!), likely),
    explorer: explorerText(assessment!),
    check: sum!,
    diff: headlineSentence(change),
    agents: agents === null ? 'null' : usd(agents),
  };
  const { month: known } = assessment!;
  return { likely, within: known?.status === 'known' ? known.total : exactly(likely ?? 0), texts };
}

async function agentsFigure(code: string, { context }: PricedText): Promise<number | null> {
  const source = `import modal\napp = modal.App("x")\n${code}`;
  const { data } = await ask('estimate', { source }, { ...SETTINGS, context });
  const [estimate] = (data as unknown as Answer).estimates;
  return estimate!.month?.usd.likely ?? estimate!.floor?.usdPerMonth?.low ?? null;
}

/** The hover’s row with this figure in bold, in the column of the book in use; without one the line that says why. */
function rowOf(hover: string, likely: number | null): string {
  const lines = hover.split('\n');
  const found =
    likely === null
      ? lines.find((line) => line.includes(NO_FIGURE.hover))
      : lines.find((line) => cellOf(line).includes('**') && cellOf(line).includes(usd(likely)));
  return found ?? 'nothing';
}

/** The second column: by the book in use. */
function cellOf(line: string): string {
  return line.split('|')[2] ?? '';
}

function explorerText(assessment: Assessment): string {
  const { folders } = explorer([{ name: 'w', assessments: [assessment], skipped: [] }], {
    sort: 'cost',
    warmOnly: false,
  });
  const { figure, text } = folders[0]!.apps[0]!.declarations[0]!;
  return `${figure} · ${text}`;
}

describe('a figure', () => {
  it('is the same in lens, hover, explorer, check, diff and for agents, by both books', async () => {
    const rows: string[] = [];
    for (const book of [listBook, reviewBook])
      for (const [title, code] of Object.entries(DECLARATIONS)) {
        const { likely, within, texts } = await surfacesOf(code, book);
        for (const surface of SURFACES) {
          const expected = likely === null ? NO_FIGURE[surface] : shown(surface, likely, within);
          assert.ok(texts[surface].includes(expected), `${title}: ${surface}: ${texts[surface]}`);
        }
        rows.push(`${title}, ${book.id}`, ...Object.entries(texts).map(([at, text]) => `  ${at}: ${text}`));
      }
    compareWithGolden('surfaces/surfaces.txt', `${rows.join('\n')}\n`);
  });
});
