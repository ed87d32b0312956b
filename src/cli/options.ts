import { parseArgs } from 'node:util';
import type { UsageField, UsageLayer } from '../core/cost/usage';
import { nearestUsageField, parseUsageValue, usageFieldNamed } from '../core/cost/usageFields';

/** Something that the person at the command line can put right; told without a stack, exit status 2. */
export class UsageError extends Error {}

export const FORMATS = ['table', 'json', 'markdown'] as const;
export type Format = (typeof FORMATS)[number];

export interface Options {
  readonly command: string;
  readonly paths: readonly string[];
  readonly format: Format;
  readonly book: string | undefined;
  readonly hours: number | undefined;
  /** Usage given on the command line, nearer than any comment. */
  readonly usage: UsageLayer | undefined;
  readonly includeStartup: boolean;
  /** The share of requests that may meet a cold start, 0…1, for `advise`. */
  readonly coldStartShare: number | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

export const HELP = `modal-cost: what Modal functions cost, read from their Python source

  modal-cost scan PATH…        what the code declares: GPUs, containers, timeouts, and how sure each is
  modal-cost estimate PATH…    what that costs: live, warm floor, ceiling, one call at most, the month
  modal-cost advise PATH::NAME what its warm pool buys, and what other settings would

  --format table|json|markdown   table by default
  --book ID|FILE                 review-2026-05 (default), modal-list-2026-07, or a price book file of your own
  --hours N                      hours of a month, instead of the price book's 720 or 730
  --usage "KEY=VALUE …"          how the declarations are used, as in a # modal-cost: comment:
                                 requests_per_day=50000 seconds_per_request=0.2
  --no-startup                   start-up seconds are not billed
  --cold-starts SHARE            advise: the share of requests that may meet one, such as 1% or 0.01
  --help  --version

Exit status: 0 done · 1 no Modal code found · 2 wrong usage, a path that cannot be read, or a bad price book.
No colour unless the output is a terminal; NO_COLOR is respected.`;

export function readOptions(args: readonly string[]): Options {
  const { values, positionals } = parse(args);
  const format = values.format ?? 'table';
  if (!FORMATS.includes(format as Format))
    throw new UsageError(`--format takes ${FORMATS.join(', ')}, not "${format}"`);
  const hours = values.hours === undefined ? undefined : Number(values.hours);
  if (hours !== undefined && !(hours > 0 && hours <= 744)) {
    throw new UsageError(
      `--hours takes hours of a month, more than 0 and at most 744, not "${values.hours ?? ''}"`,
    );
  }
  const [command = '', ...paths] = positionals;
  return {
    command,
    paths,
    format: format as Format,
    book: values.book,
    hours,
    usage: values.usage === undefined ? undefined : readUsage(values.usage),
    includeStartup: !values['no-startup'],
    coldStartShare: values['cold-starts'] === undefined ? undefined : readShare(values['cold-starts']),
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function parse(args: readonly string[]): ReturnType<typeof parseArgs<typeof CONFIG>> {
  try {
    return parseArgs({ ...CONFIG, args: [...args] });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function readShare(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  const share = match ? Number(match[1]) / (match[2] === '%' ? 100 : 1) : NaN;
  if (!(share >= 0 && share <= 1))
    throw new UsageError(`--cold-starts takes a share such as 1% or 0.01, not "${text}"`);
  return share;
}

/** `requests_per_day=800 seconds_per_request=4`, each value within its range. */
function readUsage(given: readonly string[]): UsageLayer {
  const values: Partial<Record<UsageField, number>> = {};
  for (const pair of given.flatMap((text) => text.trim().split(/\s+/))) {
    const [key = '', ...rest] = pair.split('=');
    const info = usageFieldNamed(key);
    if (!info) {
      const nearest = nearestUsageField(key);
      throw new UsageError(
        `--usage: there is no "${key}"${nearest ? `; did you mean ${nearest.name}?` : ''}`,
      );
    }
    const parsed = parseUsageValue(info, rest.join('='));
    if ('problem' in parsed) throw new UsageError(`--usage: ${parsed.problem}`);
    values[info.field] = parsed.value;
  }
  return { source: 'option', values, where: '--usage' };
}

const CONFIG = {
  allowPositionals: true,
  options: {
    format: { type: 'string' },
    book: { type: 'string' },
    hours: { type: 'string' },
    usage: { type: 'string', multiple: true },
    'no-startup': { type: 'boolean' },
    'cold-starts': { type: 'string' },
    help: { type: 'boolean', short: 'h' },
    version: { type: 'boolean', short: 'V' },
  },
} as const;
