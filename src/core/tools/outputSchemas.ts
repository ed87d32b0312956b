/**
 * What the tools' answers look like as data, as JSON Schema: what is always there. The parts are those of
 * `modal-cost estimate --format json`, whose whole schema is schemas/estimate.schema.json.
 */
import { ESTIMATE_VERSION } from '../render/estimateJson';
import { ADVICE_VERSION } from './adviseAnswer';
import { ADVISE_TOOL, COMPARE_TOOL, ESTIMATE_TOOL } from './toolDefinitions';

const number = { type: 'number' } as const;
const text = { type: 'string' } as const;
const interval = object('USD: the lower and the upper bound.', { low: number, high: number });

const amount = {
  type: 'object',
  required: ['status'],
  properties: {
    status: { enum: ['known', 'range', 'atLeast', 'unknown'] },
    low: number,
    likely: number,
    high: number,
  },
  description: 'USD. Without figures if it is unknown; at least the figures if a part of it is unknown.',
} as const;

const prices = {
  version: { const: ESTIMATE_VERSION },
  currency: { const: 'USD' },
  book: object('The price book in use.', { id: text, title: text, date: text }),
  list: object(
    'Modal’s own list: its names of GPUs, and what a comparison is made by if the book has no price for the GPU.',
    {
      id: text,
      title: text,
      date: text,
    },
  ),
  hoursPerMonth: number,
};

/** The stable names of sentences, in the same order. */
const kinds = {
  type: 'array',
  items: text,
  description: 'Stable names of the assumptions, in the same order.',
} as const;

const place = object('A declaration.', { file: text, line: { type: 'integer' }, name: text });

const refused = {
  type: 'array',
  items: text,
  description: 'What is not used of the team file and its price book, and why.',
};
const leftOut = {
  type: 'array',
  items: place,
  description: 'Declarations left out because the answer would be too long. Ask for one with `declaration`.',
} as const;

/** By the tool's name. */
export const OUTPUT_SCHEMAS: Readonly<Record<string, OutputSchema>> = {
  [ESTIMATE_TOOL.name]: object('Estimates. All money is US dollars.', {
    ...prices,
    total: object('All declarations together.', {
      declarations: { type: 'integer' },
      calls: { type: 'integer' },
      floorPerMonth: amount,
      livePerHour: amount,
      unknown: { type: 'integer', description: 'How many are only partly counted.' },
    }),
    plans: {
      type: 'array',
      items: { type: 'object' },
      description: 'The known costs per month on each of Modal’s plans; `inUse` is that of the workspace.',
    },
    refused,
    estimates: {
      type: 'array',
      items: object('One declaration. A figure is null if it is unknown or does not apply.', {
        subject: { type: 'object' },
        certainty: { enum: ['known', 'range', 'atLeast', 'unknown'] },
        alternatives: { type: 'array', items: { type: 'object' } },
        liveUsdPerHour: { anyOf: [interval, { type: 'null' }] },
        floor: { type: ['object', 'null'] },
        ceiling: { type: ['object', 'null'] },
        call: { type: ['object', 'null'] },
        scheduled: { type: ['object', 'null'] },
        otherBook: { type: 'object', description: 'The same by the other bundled price book; in no total.' },
        arithmetic: { type: 'array', items: { type: 'object' } },
        notes: { type: 'array', items: text },
        usage: { type: ['object', 'null'] },
        month: { type: ['object', 'null'] },
      }),
    },
    leftOut,
  }),
  [COMPARE_TOOL.name]: object('Comparisons. All money is US dollars.', {
    ...prices,
    refused,
    comparisons: {
      type: 'array',
      items: object('One declaration.', {
        file: text,
        line: { type: 'integer' },
        name: text,
        usage: { type: ['object', 'null'] },
        comparison: object(
          'The cheapest row first; `winner` and `modal` are ids of rows. Without requests, `winner` is null.',
          {
            winner: { type: ['string', 'null'] },
            modal: text,
            rows: { type: 'array', items: { type: 'object' } },
            leftOut: { type: 'array', items: { type: 'object' } },
            assumptions: { type: 'array', items: text },
            assumptionKinds: kinds,
          },
        ),
        fit: { type: ['object', 'null'] },
      }),
    },
    notCompared: {
      type: 'array',
      items: object('A declaration that is not compared, and the reason.', {
        place: text,
        reason: text,
        reasonKind: { ...text, description: 'The stable name of the reason.' },
      }),
    },
    leftOut,
  }),
  [ADVISE_TOOL.name]: object('Settings of a warm pool. All money is US dollars.', {
    ...prices,
    version: { const: ADVICE_VERSION },
    refused,
    file: text,
    line: { type: 'integer' },
    name: text,
    current: { type: 'object', description: 'The settings in the code now.' },
    frontier: {
      type: 'array',
      items: { type: 'object' },
      description: 'From the cheapest to the one with the fewest cold starts. Times are in seconds.',
    },
    target: { ...number, description: 'The largest acceptable share of cold starts, from 0 to 1.' },
    cheapest: {
      type: ['object', 'null'],
      description: 'The cheapest that meets `target`; null if none does, or if the price books disagree.',
    },
    saves: { type: ['number', 'null'], description: 'USD per month that `cheapest` saves.' },
    assumptions: { type: 'array', items: text },
    assumptionKinds: kinds,
  }),
};

export interface OutputSchema {
  readonly [keyword: string]: unknown;
  readonly type: 'object';
  readonly description: string;
  readonly required: string[];
  readonly properties: Record<string, object>;
}

/** An object that has all of these properties. */
export function object(description: string, properties: Record<string, object>): OutputSchema {
  return { type: 'object', description, required: Object.keys(properties), properties };
}
