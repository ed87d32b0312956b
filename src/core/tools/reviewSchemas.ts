/** What the tools for a whole folder answer as data: the objects of schemas/diff.schema.json and schemas/check.schema.json. */
import { CHECK_VERSION } from '../render/review/checkJson';
import { DIFF_VERSION } from '../render/review/diffJson';
import { object, type OutputSchema } from './outputSchemas';
import { CHECK_TOOL, DIFF_TOOL } from './reviewTools';

const any = { type: 'object' } as const;
const anyOrNull = { type: ['object', 'null'] } as const;
const count = { type: 'integer' } as const;
const list = { type: 'array', items: any } as const;

const rest = {
  findings: { ...list, description: 'Each with its rule, severity, place and message.' },
  findingsLeftOut: { ...count, description: 'How many more findings the answer has no room for.' },
  refused: {
    type: 'array',
    items: { type: 'string' },
    description: 'What is not used of the team file, and what is not read, and why.',
  },
};

/** By the tool's name. */
export const REVIEW_SCHEMAS: Readonly<Record<string, OutputSchema>> = {
  [DIFF_TOOL.name]: object('A change. All money is US dollars.', {
    version: { const: DIFF_VERSION },
    currency: { const: 'USD' },
    before: any,
    after: any,
    difference: object('Per month, for all changes; `unknown` of them are not counted.', {
      usdPerMonth: any,
      unknown: count,
    }),
    totals: any,
    changes: { ...list, description: 'The largest difference first.' },
    leftOut: { ...count, description: 'How many more changes there are, with smaller differences.' },
    unchanged: count,
    ...rest,
  }),
  [CHECK_TOOL.name]: object('A check. All money is US dollars.', {
    version: { const: CHECK_VERSION },
    currency: { const: 'USD' },
    prices: any,
    passes: { type: 'boolean' },
    complete: { type: 'boolean', description: 'False if a file could not be read: see `skipped`.' },
    counts: any,
    limit: anyOrNull,
    gate: any,
    spending: any,
    difference: anyOrNull,
    silenced: list,
    skipped: list,
    ...rest,
  }),
};
