/** Checks of a book beyond its schema: names refer to something, and rules and rates are consistent. */
import { childPath } from '../json/jsonPath';
import type { BookProblem, BookProblemAt } from './bookProblem';
import { checkReview } from './checkReview';
import type { PriceBook } from './schema';

/** All places in `value` that cite a source: `source: "x"` and `sources: ["x"]`. */
function citations(value: unknown, path: string): { key: string; path: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => citations(item, childPath(path, index)));
  return Object.entries(value).flatMap(([name, item]: [string, unknown]) => {
    const below = childPath(path, name);
    if (name === 'source' && typeof item === 'string') return [{ key: item, path: below }];
    if (name === 'sources' && Array.isArray(item)) {
      return item.flatMap((key: unknown, index) =>
        typeof key === 'string' ? [{ key, path: childPath(below, index) }] : [],
      );
    }
    return citations(item, below);
  });
}

/** Figures and rules of `book` that cite a source that is not in `sources`. `book` may be partial. */
export function checkSources(book: { sources?: Record<string, unknown> | undefined }): BookProblemAt[] {
  const { sources = {}, ...rest } = book;
  return citations(rest, '$')
    .filter(({ key }) => !Object.hasOwn(sources, key))
    .map(({ key, path }) => ({
      path,
      problem: { kind: 'unknownSource', source: key } as const,
    }));
}

function repeated(ids: readonly string[], list: string, name: string): BookProblemAt[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{ path: `$.${list}[${index}].${name}`, problem: { kind: 'listedTwice', id } }],
  );
}

/** The problems of a complete book that matches the schema; empty if there are none. */
export function checkBook(book: PriceBook): BookProblemAt[] {
  const problems: BookProblemAt[] = [];
  const add = (path: string, problem: BookProblem): void => void problems.push({ path, problem });

  if (!book.billing.gpuAllIn && book.memory === undefined) {
    add('$.memory', { kind: 'memoryMissing' });
  }
  for (const [type, { active, idle }] of Object.entries(book.gpus)) {
    if (idle !== undefined && idle.value > active.value) {
      add(childPath(childPath('$.gpus', type), 'idle'), { kind: 'idleAboveActive' });
    }
  }
  for (const [name, { type }] of Object.entries(book.gpuAliases)) {
    const path = childPath('$.gpuAliases', name);
    if (name === type) add(path, { kind: 'aliasOfItself' });
    else if (!Object.hasOwn(book.gpus, type)) add(path, { kind: 'aliasOfUnknownGpu', gpu: type });
    else if (Object.hasOwn(book.gpus, name)) add(path, { kind: 'aliasOfKnownGpu', gpu: name });
  }
  const { region } = book.multipliers;
  if (region !== undefined && region.narrow.value < region.broad.value) {
    add('$.multipliers.region.narrow', { kind: 'narrowBelowBroad' });
  }
  problems.push(
    ...checkReview(book),
    ...repeated(
      book.providers.map((provider) => provider.id),
      'providers',
      'id',
    ),
    ...repeated(
      book.measurements.map((measurement) => measurement.id),
      'measurements',
      'id',
    ),
    ...repeated(
      book.plans.map((plan) => plan.name),
      'plans',
      'name',
    ),
  );
  return problems;
}
