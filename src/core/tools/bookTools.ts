/** The tools for agents that look at no code: the GPUs of a price book, and what the review reports of providers. */
import type { PricingContext } from '../cost/estimate';
import { CATALOG_SORTS, type CatalogSort } from '../cost/comparison/gpuCatalog';
import { bundledBooks } from '../pricing/bundled';
import { FACT_TOPICS } from '../pricing/reviewSchema';
import type { PriceBook } from '../pricing/schema';
import { namedGpu } from '../render/gpus/namedGpu';
import { bookIn, inputOf, numberIn, shown, textsIn, wordIn, type GivenInput } from './inputFields';
import { object, type OutputSchema } from './outputSchemas';
import type { Tool } from './toolDefinitions';
import { ToolProblem } from './toolProblem';

export const GPUS_TOOL: Tool = {
  name: 'modalCost_gpus',
  title: 'List Modal GPUs',
  description:
    'The GPUs that Modal (modal.com) rents out, by the price book in use: memory, price per second and per hour, warm month (an idle container that is kept for a month), hours that the free plan pays for, most per container, and the price of the same card at other providers. Give `gpus` for the break-evens of some of them: from which utilization on another provider is cheaper. Needs no code. Read-only: opens no connection. Prices are from dated price books; an unknown price is null and never 0.',
};

export const PROVIDERS_TOOL: Tool = {
  name: 'modalCost_providers',
  title: 'Compare GPU Providers',
  description:
    'What an independent review of May 2026 measured and found of Modal (modal.com), RunPod, Replicate and others: cold starts, throughput, cost to performance, uptime, regions, compliance, deploy times, scores, sentiment, who Modal suits and who should avoid it, and alternatives, each with its source and date and with what Modal’s own documents say otherwise. Give `topics` for a part of it. Needs no code. Read-only: opens no connection. For what the user’s own code costs elsewhere, use modalCost_compare.',
};

export const BOOK_TOOLS: readonly Tool[] = [GPUS_TOOL, PROVIDERS_TOOL];

/** The sections of the review’s report, by their ids. */
export const PROVIDER_TOPICS = [
  'verdict',
  'benchmarks',
  'costs',
  'uptime',
  ...FACT_TOPICS,
  'timings',
  'scorecard',
  'sentiment',
  'suits',
  'avoid',
  'alternatives',
  'questions',
  'sources',
] as const;

/** As many as a book has, with room. */
const MAX_GPUS = 30;
const MAX_PRICE = 100_000;
const MAX_TOKENS_PER_SECOND = 1e9;

const utilization = {
  type: 'number',
  minimum: 0,
  maximum: 1,
  description: 'The share of the time that is active. If not given: those of the review.',
} as const;

const priceBook = {
  type: 'string',
  enum: [...bundledBooks.keys()],
} as const;

const gpusProperties = {
  gpus: {
    type: 'array',
    maxItems: MAX_GPUS,
    items: { type: 'string', maxLength: 100 },
    description: 'Only these, with their break-evens, such as ["H100", "A100-80GB"]. If not given: all GPUs.',
  },
  minVramGb: {
    type: 'number',
    minimum: 0,
    maximum: MAX_PRICE,
    description: 'The least memory of one GPU in GB.',
  },
  maxUsdPerHour: {
    type: 'number',
    minimum: 0,
    maximum: MAX_PRICE,
    description: 'The highest price of one GPU in USD per hour.',
  },
  sort: {
    type: 'string',
    enum: CATALOG_SORTS,
    description:
      '"price": the cheapest first; "vram": the largest first; "name"; "book", the default: as in the price book.',
  },
  utilization: {
    ...utilization,
    description:
      'The share of the time that is active, for the cost per month beside other offers. If not given: 1.',
  },
  tokensPerSecond: {
    type: 'number',
    exclusiveMinimum: 0,
    maximum: MAX_TOKENS_PER_SECOND,
    description:
      'Tokens per second of one GPU, for the price of a million tokens. If not given: as the review measured it, where it did.',
  },
  priceBook: {
    ...priceBook,
    description: 'The prices to use. If not given: the price book in use.',
  },
} as const;

const providersProperties = {
  topics: {
    type: 'array',
    maxItems: PROVIDER_TOPICS.length,
    items: { type: 'string', enum: PROVIDER_TOPICS },
    description: 'Only these parts of the text. If not given: all.',
  },
  utilization,
  priceBook: {
    ...priceBook,
    description: 'The prices of the costs. If not given: those of the review.',
  },
} as const;

/** As JSON Schema, by the tool’s name. */
export const BOOK_INPUTS = {
  [GPUS_TOOL.name]: { type: 'object', additionalProperties: false, properties: gpusProperties },
  [PROVIDERS_TOOL.name]: { type: 'object', additionalProperties: false, properties: providersProperties },
} as const;

const any = { type: 'object' } as const;
const list = { type: 'array', items: any } as const;

/** What they answer as data: the objects of schemas/gpus.schema.json and schemas/providers.schema.json. */
export const BOOK_SCHEMAS: Readonly<Record<string, OutputSchema>> = {
  [GPUS_TOOL.name]: object('GPUs. All money is US dollars; null is unknown.', {
    version: { type: 'integer' },
    currency: { const: 'USD' },
    book: any,
    gpus: list,
    breakEvens: list,
    leftOut: {
      type: 'array',
      items: { type: 'string' },
      description: 'GPUs left out because the answer would be too long. Ask for them with `gpus`.',
    },
  }),
  [PROVIDERS_TOOL.name]: object('What the review reports. All money is US dollars; null is unknown.', {
    version: { type: 'integer' },
    currency: { const: 'USD' },
    book: any,
    computed: {
      ...any,
      description: 'What is worked out from the review, such as costs per million tokens.',
    },
    leftOut: {
      type: 'array',
      items: { type: 'string' },
      description: 'Topics left out because the answer would be too long. Ask for them with `topics`.',
    },
  }),
};

/** What is asked of GPUs, checked. */
export interface GpusInput {
  /** As the model wrote them; null for all. */
  readonly gpus: readonly string[] | null;
  readonly minVramGb: number | undefined;
  readonly maxPerHour: number | undefined;
  readonly sort: CatalogSort | undefined;
  readonly utilization: number | undefined;
  readonly tokensPerSecond: number | undefined;
  readonly book: PriceBook | undefined;
}

/** @throws ToolProblem that names the property and what it takes */
export function readGpusInput(asked: unknown): GpusInput {
  const given = inputOf(asked, gpusProperties);
  const gpus = textsIn(given, 'gpus', 'names of GPUs', MAX_GPUS);
  return {
    gpus: gpus.length === 0 ? null : gpus,
    minVramGb: numberIn(given, 'minVramGb', 'GB', [0, MAX_PRICE]),
    maxPerHour: numberIn(given, 'maxUsdPerHour', 'USD per hour', [0, MAX_PRICE]),
    sort: wordIn(given, 'sort', CATALOG_SORTS),
    utilization: shareIn(given),
    tokensPerSecond: numberIn(given, 'tokensPerSecond', 'tokens per second', [
      Number.MIN_VALUE,
      MAX_TOKENS_PER_SECOND,
    ]),
    book: bookIn(given),
  };
}

/** What is asked of providers, checked. */
export interface ProvidersInput {
  /** Empty for all. */
  readonly topics: readonly string[];
  readonly utilization: number | undefined;
  readonly book: PriceBook | undefined;
}

/** @throws ToolProblem that names the property and what it takes */
export function readProvidersInput(asked: unknown): ProvidersInput {
  const given = inputOf(asked, providersProperties);
  const topics = textsIn(given, 'topics', 'topics', PROVIDER_TOPICS.length);
  const unknown = topics.find((topic) => !PROVIDER_TOPICS.some((each) => each === topic));
  if (unknown !== undefined)
    throw new ToolProblem(`Unknown topic ${shown(unknown)}. The topics are ${PROVIDER_TOPICS.join(', ')}.`);
  return { topics, utilization: shareIn(given), book: bookIn(given) };
}

function shareIn(given: GivenInput): number | undefined {
  return numberIn(given, 'utilization', 'the share of the time that is active', [0, 1]);
}

/** The types of the book that names stand for. @throws ToolProblem for one that it does not have */
export function gpuTypes(names: readonly string[], context: PricingContext): readonly string[] {
  return names.map((name) => {
    const found = namedGpu(name, context);
    if ('type' in found) return found.type;
    throw new ToolProblem(`\`gpus\`: ${found.problem}.`);
  });
}
