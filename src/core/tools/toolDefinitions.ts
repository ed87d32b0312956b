/** The tools that an agent may call: their names, their descriptions for a model, and the input that they take. */
import { NEEDS } from '../modal/needs';
import { USAGE_FIELDS, type UsageField, type UsageFieldInfo } from '../modal/usageFields';
import { bundledBooks, listBookId } from '../pricing/bundled';
import { usageFieldText } from '../render/words/usageWords';

/** Longer than any file that a person writes. In UTF-16 code units. */
export const MAX_SOURCE_LENGTH = 1_000_000;
const MAX_NAME = 1_000;

export interface Tool {
  readonly name: string;
  readonly title: string;
  /** For the model that decides whether to call it. */
  readonly description: string;
}

export const ESTIMATE_TOOL: Tool = {
  name: 'modalCost_estimate',
  title: 'Estimate Modal Costs',
  description:
    'What Python code for Modal (modal.com) costs: for each @app.function, @app.cls and @app.server (also called as app.function(…)(f)) and each sandbox its price per running hour, its warm floor (min_containers) per month, its ceiling, what one call costs at its timeout, and its cost per month if the usage is known. Give `path` (a Python file in the workspace) or `source` (Python source, for example an edit that is not saved yet). Give `gpu` to see the cost on another GPU, and `usage` to get a cost per month. Read-only: runs no code and opens no connection. Figures are estimates from dated price books. Unknown values are named and never counted as 0.',
};

export const COMPARE_TOOL: Tool = {
  name: 'modalCost_compare',
  title: 'Compare Modal with Other Providers',
  description:
    'Whether the same work as a Modal function, class or server would cost less elsewhere: its cost per month on Modal and on every other offer in the price book for the same GPU (serverless workers, cloud machines by the hour, reserved machines), with break-even utilization and request rate, and whether the work fits Modal. Needs the usage: give `usage` with requests_per_day and seconds_per_request, unless a # modal-cost: comment in the code has them. Give `path` (a Python file in the workspace) or `source` (Python source, for example an edit that is not saved yet). Read-only: runs no code and opens no connection.',
};

export const ADVISE_TOOL: Tool = {
  name: 'modalCost_advise',
  title: 'Advise Settings of a Warm Pool on Modal',
  description:
    'Which min_containers, buffer_containers and scaledown_window of one Modal function, class or server cost least: the cost per month, the share of requests that hit a cold start and the added wait with its settings and with others, and the cheapest that has no more cold starts than now. Needs the usage: give `usage` with requests_per_day, seconds_per_request and startup_seconds, unless a # modal-cost: comment in the code has them. Needs `declaration` if the code has several. Give `path` (a Python file in the workspace) or `source` (Python source, for example an edit that is not saved yet). Read-only: runs no code and opens no connection.',
};

export const TOOLS: readonly Tool[] = [ESTIMATE_TOOL, COMPARE_TOOL, ADVISE_TOOL];

/** The default of each field of the usage. */
const FALLBACKS: Readonly<Record<UsageField, string>> = {
  requestsPerDay: 'unknown, and so is the cost per month',
  secondsPerRequest: 'unknown, and so is the cost per month',
  activeHoursPerDay: '24',
  daysPerMonth: 'every day of the month',
  concurrency: 'target_inputs of @modal.concurrent, else its max_inputs, else 1',
  startupSeconds: '0, so start-up costs nothing',
  tokensPerSecond: 'unknown',
  cpuCores: 'the request',
  memoryGib: 'the request',
  requestsAtOnce: '1',
  burstsPerDay: 'no bursts',
  burstMinutes: 'no bursts',
  burstShare: '1, all requests',
  hourly: 'all active hours alike',
  weekly: 'all days alike',
  secondsCv: '1',
  interactive: 'true for a web endpoint, false on a schedule, else unknown',
  needs: 'unknown',
};

function valueSchema({ shape, min, max, whole, weights }: UsageFieldInfo): object {
  const number = { type: whole ? 'integer' : 'number', minimum: min, maximum: max };
  switch (shape) {
    case 'number':
      return number;
    case 'weights':
      return { type: 'array', minItems: weights, maxItems: weights, items: number };
    case 'flag':
      return { type: 'boolean' };
    case 'words':
      return { type: 'array', uniqueItems: true, items: { type: 'string', enum: NEEDS } };
  }
}

/** The input of these tools, as JSON Schema. */
export const INPUT_SCHEMA = {
  type: 'object',
  additionalProperties: false,
  properties: {
    path: {
      type: 'string',
      maxLength: MAX_NAME,
      description:
        'A Python file in the workspace, relative to its folder, such as "app/serve.py". Give either this or `source`.',
    },
    source: {
      type: 'string',
      maxLength: MAX_SOURCE_LENGTH,
      description:
        'Python source instead of a file. Its imports from the workspace are not read. Give either this or `path`.',
    },
    declaration: {
      type: 'string',
      maxLength: MAX_NAME,
      description:
        'The name or qualified name of one function or class in the code, such as "serve", or with its line where several have the name, such as "serve:12". If not given: all of them.',
    },
    usage: {
      type: 'object',
      additionalProperties: false,
      description:
        'How the code is used. Takes precedence over comments, the team file and settings. A cost per month needs requests_per_day and seconds_per_request.',
      properties: Object.fromEntries(
        USAGE_FIELDS.map((info) => [
          info.name,
          {
            ...valueSchema(info),
            description: `${usageFieldText(info.field)} If not given: ${FALLBACKS[info.field]}.`,
          },
        ]),
      ),
    },
    gpu: {
      type: 'string',
      maxLength: 100,
      description:
        'A GPU to price instead of the one in the code, such as "A100-80GB" or "H100:2". Needs `declaration` if the code declares several.',
    },
    priceBook: {
      type: 'string',
      enum: [...bundledBooks.keys()],
      description: `The prices to use. If not given: the price book in use, by default ${listBookId}.`,
    },
    hoursPerMonth: {
      type: 'number',
      exclusiveMinimum: 0,
      maximum: 744,
      description: 'Hours per month. If not given: those of the price book, 720 or 730.',
    },
  },
} as const;
