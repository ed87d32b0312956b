import { strict as assert } from 'node:assert';
import { Ajv } from 'ajv';
import schema from '../../../schemas/price-book.schema.json';
import { bundledBooks, listBook, reviewBook } from '../../../src/core/pricing/bundled';
import { parsePriceBook } from '../../../src/core/pricing/parsePriceBook';
import { UNITS } from '../../../src/core/pricing/priceUnits';
import { fileOf } from './bookFile';

const ajv = new Ajv({
  allErrors: true,
  strict: true,
  keywords: ['defaultSnippets'],
  strictRequired: false,
  strictTypes: false,
});
const conforms = ajv.compile(schema);

const own = (rest: object): Record<string, unknown> => ({
  version: 1,
  id: 'acme',
  title: 'Acme',
  date: '2026-07',
  extends: 'modal-list-2026-10',
  sources: { contract: { title: 'The contract', date: '2026-07' } },
  ...rest,
});

const figure = (value: unknown, unit: string): object => ({
  value,
  unit,
  source: 'contract',
  date: '2026-07',
});

const withClaims = (rest: object): object => ({
  ...fileOf(reviewBook),
  id: 'acme',
  claims: { ...reviewBook.claims, ...rest },
});

const withReview = (rest: object): object => ({
  ...fileOf(reviewBook),
  id: 'acme',
  review: { ...reviewBook.review, ...rest },
});

/** A book with one serverless offer that says `more` than it must. */
const withOffer = (more: object): object =>
  own({
    providers: [
      {
        id: 'x',
        name: 'X',
        product: 'p',
        gpu: 'H100',
        kind: 'serverless',
        bills: 'liveTime',
        price: null,
        ...more,
      },
    ],
  });

const withPlan = (more: object): object =>
  own({
    plans: [
      { name: 'x', feeUsdMonth: 0, creditUsdMonth: null, source: 'contract', date: '2026-07', ...more },
    ],
  });

const host = {
  cpu: figure(0.00001, 'USD/core-s'),
  memory: figure(0.000001, 'USD/GiB-s'),
  includedCores: 0,
  includedGib: 16,
};

/** Books of one's own, right and wrong: the schema that an editor uses must judge them as the reader does. */
const cases: [string, unknown][] = [
  ['nothing of its own', own({})],
  ['one rate', own({ gpus: { H100: { active: figure(0.001, 'USD/GPU-s') } } })],
  ['an idle rate alone', own({ gpus: { H100: { idle: figure(0.0001, 'USD/GPU-s') } } })],
  ['one rule', own({ billing: { idle: 'full' } })],
  [
    'a provider without a price',
    own({
      providers: [
        { id: 'x', name: 'X', product: 'p', gpu: 'H100', kind: 'machine', bills: 'wholeMonth', price: null },
      ],
    }),
  ],
  [
    'a provider by the second',
    own({
      providers: [
        {
          id: 'x',
          name: 'X',
          product: 'p',
          gpu: 'H100',
          kind: 'serverless',
          bills: 'liveTime',
          price: figure(0.001, 'USD/GPU-s'),
        },
      ],
    }),
  ],
  ['the GPU alone', withOffer({ includes: 'gpuOnly', host })],
  ['a price for something else', withOffer({ includes: 'everything' })],
  ['half a host', withOffer({ host: { cpu: host.cpu } })],
  ['less than no core', withOffer({ host: { ...host, includedCores: -1 } })],
  ['a disputed start', withOffer({ startup: 'disputed', billingIncrementSeconds: figure(60, 's') })],
  ['a start that is half billed', withOffer({ startup: 'half' })],
  ['an increment without a source', withOffer({ billingIncrementSeconds: 60 })],
  ['egress in a plan', withPlan({ egressGbMonth: 1000 })],
  ['no egress in a plan', withPlan({ egressGbMonth: 0 })],
  ['less than no egress in a plan', withPlan({ egressGbMonth: -1 })],
  [
    'a range measured',
    own({
      measurements: [{ id: 'x', what: 'coldStart', provider: 'X', gpu: 'T4', figure: figure([1, 2], 's') }],
    }),
  ],
  ['a negative rate', own({ gpus: { H100: { active: figure(-0.001, 'USD/GPU-s') } } })],
  ['a rate of 0', own({ gpus: { H100: { active: figure(0, 'USD/GPU-s') } } })],
  ['an hourly rate', own({ gpus: { H100: { active: figure(3.95, 'USD/GPU-s') } } })],
  ['an hourly unit', own({ gpus: { H100: { active: figure(0.001, 'USD/GPU-h') } } })],
  ['a rate as text', own({ gpus: { H100: { active: figure('0.001', 'USD/GPU-s') } } })],
  ['a small letter', own({ gpus: { h100: { active: figure(0.001, 'USD/GPU-s') } } })],
  ['an unknown name', own({ gpu: {} })],
  ['an unknown name below', own({ gpus: { H100: { activ: figure(0.001, 'USD/GPU-s') } } })],
  ['a bad date', own({ date: 'July' })],
  ['a bad address', own({ sources: { contract: { title: 't', date: '2026', url: 'http://x.example' } } })],
  ['a base that nobody has', own({ extends: 'mine' })],
  [
    'a range of three',
    own({
      measurements: [
        { id: 'x', what: 'coldStart', provider: 'X', gpu: 'T4', figure: figure([1, 2, 3], 's') },
      ],
    }),
  ],
  ['a bad rule', own({ billing: { idle: 'half' } })],
  ['half a plan', own({ plans: [{ name: 'x' }] })],
  ['another version', own({ version: 2 })],
  ['no book', []],
  ['a complete book', { ...fileOf(listBook), id: 'acme' }],
  ['a complete book with claims', { ...fileOf(reviewBook), id: 'acme' }],
  ['claims over a bundled book', own({ claims: reviewBook.claims })],
  ['claims of an unknown rule', withClaims({ avoiders: [{ who: 'x', seenBy: 'x' }] })],
  ['claims of two lines', withClaims({ unseen: [{ topic: 'ssh', says: 'a\nb', alternative: null }] })],
  ['a review over a bundled book', own({ review: reviewBook.review })],
  ['a review with too many rows', withReview({ compared: Array.from({ length: 61 }, () => 'x') })],
  ['a review of two lines', withReview({ compared: ['a\nb'] })],
  ['a score above 100', withReview({ scorecard: { ...reviewBook.review!.scorecard, total: 101 } })],
  ['a score below 0', withReview({ scorecard: { ...reviewBook.review!.scorecard, total: -1 } })],
  ['a net sentiment below 0', withReview({ sentiment: { ...reviewBook.review!.sentiment, net: -12 } })],
  ['a net sentiment below −100', withReview({ sentiment: { ...reviewBook.review!.sentiment, net: -101 } })],
  ['an SLA without a source', withReview({ uptime: { ...reviewBook.review!.uptime, source: undefined } })],
  [
    'a cell that is neither a measurement nor words',
    withReview({
      benchmarks: { ...reviewBook.review!.benchmarks, rows: [{ what: 'x', cells: [{ figure: 1 }] }] },
    }),
  ],
  ['a reserved offer', withOffer({ reservedMonths: 12 })],
  ['an offer reserved for no time', withOffer({ reservedMonths: 0 })],
  ['claims of half a GPU', withClaims({ selfServeGpus: 0.5 })],
  ...(
    [
      'currency',
      'hoursPerMonth',
      'sources',
      'billing',
      'gpus',
      'cpu',
      'minimumCores',
      'minimumMiB',
      'multipliers',
    ] as const
  ).map((name): [string, unknown] => [
    `a complete book without ${name}`,
    Object.fromEntries(Object.entries({ ...fileOf(listBook), id: 'acme' }).filter(([key]) => key !== name)),
  ]),
  ['a complete book with half a rule', { ...fileOf(listBook), id: 'acme', billing: { idle: 'full' } }],
  [
    'a complete book with a GPU without a rate',
    { ...fileOf(listBook), id: 'acme', gpus: { ...listBook.gpus, X1: { vramGb: 1 } } },
  ],
];

/** Every figure in the schema: its unit and the bounds of its value, of single values and ranges alike. */
function boundsIn(node: unknown): { unit: unknown; minimum: unknown; maximum: unknown }[] {
  if (typeof node !== 'object' || node === null) return [];
  const below = Object.values(node).flatMap(boundsIn);
  const { value, unit } = node as { value?: unknown; unit?: { const?: unknown } };
  if (typeof value !== 'object' || value === null || unit?.const === undefined) return below;
  const { anyOf = [value] } = value as { anyOf?: { items?: object }[] };
  return [
    ...below,
    ...anyOf.map((one) => {
      const { minimum, maximum } = ('items' in one ? one.items : one) as Record<string, unknown>;
      return { unit: unit.const, minimum, maximum };
    }),
  ];
}

describe('schemas/price-book.schema.json', () => {
  for (const [id, book] of bundledBooks) {
    it(`accepts ${id}`, () => assert.ok(conforms(fileOf(book)), JSON.stringify(conforms.errors)));
  }

  for (const [name, book] of cases) {
    it(`judges as the reader does: ${name}`, () => {
      const read = parsePriceBook(JSON.stringify(book));
      assert.equal(conforms(book), read.ok, JSON.stringify(read.ok ? conforms.errors : read.errors));
    });
  }

  it('is tested with valid and invalid books', () => {
    const ok = cases.filter(([, book]) => parsePriceBook(JSON.stringify(book)).ok).length;
    assert.ok(ok >= 7 && cases.length - ok >= 20);
  });

  it('names the bundled books and the units, with their bounds', () => {
    assert.deepEqual(schema.properties.extends.enum, [...bundledBooks.keys()]);
    const bounds = boundsIn(schema);
    for (const [unit, { min, max }] of Object.entries(UNITS)) {
      const found = bounds.filter((one) => one.unit === unit);
      assert.ok(found.length > 0, unit);
      for (const one of found) assert.deepEqual(one, { unit, minimum: min, maximum: max });
    }
  });
});
