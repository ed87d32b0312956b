import type * as v from 'valibot';
import { childPath } from '../json/jsonPath';
import type { BookProblem, BookProblemAt } from './bookProblem';
import type { Unit } from './priceUnits';
import type { Meaning } from './schemaParts';

/** What the schema of a price book has against a file, as a problem of ours. */
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

/** So much of a value that was found is kept. */
const MAX_FOUND = 200;

function wrongType(issue: v.BaseIssue<unknown>): BookProblem {
  const expected = issue.expected ?? '';
  const found = issue.received.slice(0, MAX_FOUND);
  return { kind: 'wrongType', expected, found, isHourly: isHourly(issue.received, expected) };
}

/** The likeliest slip: a rate by the hour where one by the second is meant. */
function isHourly(found: string, expected: string): boolean {
  const hourly = /-h(?:our)?"$|\/h(?:our|r)?"$/i.test(found);
  return hourly && expected.endsWith('-s"') && !expected.includes('|');
}

/** An issue of the schema's checks, by its type and by what the value is. */
function valueProblem({ type, message, input, requirement }: ValueIssue): BookProblem {
  const meaning = message as Meaning;
  const [found, bound] = [Number(input), Number(requirement)];
  switch (type) {
    case 'max_length':
      return { kind: 'textTooLong', max: bound };
    case 'integer':
      return { kind: 'notWhole' };
    case 'gt_value':
      return { kind: 'notPositive', found: meaning === 'vram' ? null : found };
    case 'max_value':
      return { kind: 'aboveUnit', found, unit: meaning as Unit, bound };
    case 'min_value':
      if (meaning === 'count') return { kind: 'lessThanOne' };
      if (meaning === 'sum') return { kind: 'negative' };
      return { kind: 'belowUnit', found, unit: meaning as Unit, bound };
    case 'min_length':
      if (meaning === 'regions') return { kind: 'noRegions' };
      return meaning === 'gpuTypes' ? { kind: 'noGpuTypes' } : { kind: 'textEmpty' };
    default:
      return { kind: PATTERNS[meaning] ?? 'notOneLine' };
  }
}

type ValueIssue = v.BaseIssue<unknown> & { readonly requirement?: unknown };

/** What is wrong with a text that does not match the pattern of what it is. */
const PATTERNS: Partial<Record<Meaning, 'notADate' | 'notAKey' | 'notAGpuType' | 'notHttps'>> = {
  date: 'notADate',
  key: 'notAKey',
  gpuType: 'notAGpuType',
  url: 'notHttps',
};
