import type * as v from 'valibot';
import { childPath } from '../json/jsonPath';
import type { BookProblem, BookProblemAt } from './bookProblem';
import type { Unit } from './priceUnits';
import type { Meaning } from './schemaParts';

/** Turns an issue of the price book schema into a problem of ours. */
export function schemaProblem(issue: v.BaseIssue<unknown>): BookProblemAt {
  const steps = (issue.path ?? []).map((step) => step.key);
  const names = steps.filter((step): step is string | number => ['string', 'number'].includes(typeof step));
  const path = names.reduce<string>(childPath, '$');
  const name = String(names.at(-1));
  if (issue.kind !== 'schema') return { path, problem: valueProblem(issue) };
  if (issue.type === 'strict_object' && issue.expected === 'never')
    return { path, problem: { kind: 'unknownMember', name } };
  if (issue.received === 'undefined') {
    const parent = names.slice(0, -1).reduce<string>(childPath, '$');
    return { path: parent, problem: { kind: 'memberMissing', name } };
  }
  return { path, problem: wrongType(issue) };
}

/** The maximum length of a value in a message. */
const MAX_FOUND = 200;

function wrongType(issue: v.BaseIssue<unknown>): BookProblem {
  const expected = issue.expected ?? '';
  const found = issue.received.slice(0, MAX_FOUND);
  return { kind: 'wrongType', expected, found, isHourly: isHourly(issue.received, expected) };
}

/** The most likely mistake: an hourly rate instead of a rate per second. */
function isHourly(found: string, expected: string): boolean {
  const hourly = /-h(?:our)?"$|\/h(?:our|r)?"$/i.test(found);
  return hourly && expected.endsWith('-s"') && !expected.includes('|');
}

/** A failed check of the schema, by its type and the meaning of the value. */
function valueProblem({ type, message, input, requirement }: ValueIssue): BookProblem {
  const meaning = message as Meaning;
  const [found, bound] = [Number(input), Number(requirement)];
  switch (type) {
    case 'max_length':
      return { kind: meaning === 'items' ? 'tooManyItems' : 'textTooLong', max: bound };
    case 'integer':
      return { kind: 'notWhole' };
    case 'gt_value':
      return { kind: 'notPositive', found: meaning === 'vram' ? null : found };
    case 'max_value':
      if (meaning === 'sum') return { kind: 'tooHigh', found, bound };
      return { kind: 'aboveUnit', found, unit: meaning as Unit, bound };
    case 'min_value':
      if (meaning === 'count') return { kind: 'lessThanOne' };
      if (meaning === 'sum') return bound < 0 ? { kind: 'tooLow', found, bound } : { kind: 'negative' };
      return { kind: 'belowUnit', found, unit: meaning as Unit, bound };
    case 'min_length':
      if (meaning === 'regions') return { kind: 'noRegions' };
      return meaning === 'gpuTypes' ? { kind: 'noGpuTypes' } : { kind: 'textEmpty' };
    default:
      return { kind: PATTERNS[meaning] ?? 'notOneLine' };
  }
}

type ValueIssue = v.BaseIssue<unknown> & { readonly requirement?: unknown };

/** The problem of a text that does not match the pattern for its meaning. */
const PATTERNS: Partial<Record<Meaning, 'notADate' | 'notAKey' | 'notAGpuType' | 'notHttps'>> = {
  date: 'notADate',
  key: 'notAKey',
  gpuType: 'notAGpuType',
  url: 'notHttps',
};
