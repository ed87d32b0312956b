import { isRecord } from '../json/isRecord';
import type { UsageLayer } from '../cost/usage';
import {
  nearestUsageField,
  parseUsageValue,
  usageFieldNamed,
  type UsageField,
  type UsageFigure,
} from '../modal/usageFields';
import { parseGpuString, type Gpu } from '../modal/gpu';
import { bundledBook, bundledBooks } from '../pricing/bundled';
import type { PriceBook } from '../pricing/schema';
import { oneLine, shorten } from '../render/escape';
import { usageProblemText } from '../render/words/usageWords';
import { reasonText } from '../render/words/reasons';
import { ToolProblem } from './toolProblem';
import { INPUT_SCHEMA } from './toolDefinitions';

const { properties } = INPUT_SCHEMA;

/** What a tool was asked, checked. */
export interface ToolInput {
  readonly code: { readonly path: string } | { readonly source: string };
  /** Name or qualified name; null for all. */
  readonly declaration: string | null;
  readonly usage: UsageLayer | null;
  readonly gpu: Gpu | null;
  readonly book: PriceBook | null;
  readonly hoursPerMonth: number | null;
}

/** The path in an input that nobody has checked, short and on one line; undefined where it has none. */
export function pathAsked(given: unknown): string | undefined {
  return isRecord(given) && typeof given.path === 'string' ? shorten(oneLine(given.path), 80) : undefined;
}

/**
 * Reads what a model wrote as the tools' input. It may be anything at all: a host may pass it on unchecked.
 * @throws ToolProblem that names the property, what it takes and what it was given
 */
export function readInput(given: unknown): ToolInput {
  if (!isRecord(given)) throw new ToolProblem('The input must be an object with `path` or `source`.');
  for (const key of Object.keys(given)) {
    if (!Object.hasOwn(properties, key))
      throw new ToolProblem(
        `Unknown input ${quoted(key)}. The inputs are ${Object.keys(properties).join(', ')}.`,
      );
  }
  return {
    code: readCode(given),
    declaration: readText(given, 'declaration'),
    usage: readUsage(given.usage),
    gpu: readGpu(readText(given, 'gpu')),
    book: readBook(readText(given, 'priceBook')),
    hoursPerMonth: readHours(given.hoursPerMonth),
  };
}

function readCode(given: Record<string, unknown>): ToolInput['code'] {
  const path = readText(given, 'path');
  const source = readText(given, 'source');
  if (path !== null && source !== null) throw new ToolProblem('Give either `path` or `source`, not both.');
  if (source !== null) return { source };
  if (path !== null && path.trim() !== '') return { path: path.trim() };
  throw new ToolProblem(
    'Give `path` (a Python file in the workspace, such as "app/serve.py") or `source` (Python source).',
  );
}

const MAX_CHARACTERS = {
  path: properties.path.maxLength,
  source: properties.source.maxLength,
  declaration: properties.declaration.maxLength,
  gpu: properties.gpu.maxLength,
  priceBook: Infinity,
};
type TextProperty = keyof typeof MAX_CHARACTERS;

/** A text, or null where it is not given: models write null and "" for that too, except for a source. */
function readText(given: Record<string, unknown>, key: TextProperty): string | null {
  const value = given[key] ?? null;
  if (value === null || (value === '' && key !== 'source')) return null;
  if (typeof value !== 'string') throw new ToolProblem(`\`${key}\` must be a string, not ${shown(value)}.`);
  const most = MAX_CHARACTERS[key];
  if (value.length > most)
    throw new ToolProblem(`\`${key}\` has ${value.length} characters; the maximum is ${most}.`);
  return value;
}

function readUsage(given: unknown): UsageLayer | null {
  if (given === undefined || given === null) return null;
  if (!isRecord(given))
    throw new ToolProblem(
      '`usage` must be an object such as {"requests_per_day": 1000, "seconds_per_request": 1}.',
    );
  const values: Partial<Record<UsageField, UsageFigure>> = {};
  for (const [name, value] of Object.entries(given)) {
    const info = usageFieldNamed(name);
    if (!info) {
      const nearest = nearestUsageField(name);
      throw new ToolProblem(
        `\`usage\` has no field ${quoted(name)}${nearest ? `; did you mean ${nearest.name}?` : '.'}`,
      );
    }
    if (value === null) continue;
    const parsed = parseUsageValue(
      info,
      typeof value === 'number' || typeof value === 'boolean' || Array.isArray(value) ? value : shown(value),
    );
    if ('problem' in parsed) throw new ToolProblem(`\`usage\`: ${usageProblemText(parsed.problem)}`);
    values[info.field] = parsed.value;
  }
  return { source: 'option', values, where: { kind: 'question' } };
}

function readGpu(text: string | null): Gpu | null {
  if (text === null) return null;
  const read = parseGpuString(text);
  if ('refused' in read) {
    const why = reasonText(read.refused);
    throw new ToolProblem(
      `\`gpu\` must be a GPU such as "A100-80GB" or "H100:2", not ${quoted(text)}: ${why}.`,
    );
  }
  const gpu = read.value;
  if (gpu.count < 1)
    throw new ToolProblem(`The number of GPUs in \`gpu\` must be at least 1, not ${gpu.count}.`);
  return gpu;
}

function readBook(id: string | null): PriceBook | null {
  if (id === null) return null;
  const book = bundledBook(id);
  if (!book)
    throw new ToolProblem(
      `Unknown price book ${quoted(id)}. The price books are ${[...bundledBooks.keys()].join(' and ')}.`,
    );
  return book;
}

function readHours(given: unknown): number | null {
  if (given === undefined || given === null) return null;
  if (typeof given === 'number' && given > 0 && given <= properties.hoursPerMonth.maximum) return given;
  throw new ToolProblem(`\`hoursPerMonth\` must be more than 0 and at most 744, not ${shown(given)}.`);
}

function quoted(text: string): string {
  return `"${shorten(oneLine(text), 60)}"`;
}

function shown(value: unknown): string {
  return shorten(oneLine(JSON.stringify(value)), 60);
}
