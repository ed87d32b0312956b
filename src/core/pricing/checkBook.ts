/** What a book must hold beyond its shape: that names lead somewhere, and that its rules and its rates fit together. */
import { childPath } from '../json/jsonPath';
import type { PriceBook } from './schema';
import { t } from '../render/words/translate';

/** Something wrong with a book. `path` is a JSON path (`$.gpus.H100.idle`), `message` a sentence without a full stop. */
export interface BookProblem {
  path: string;
  message: string;
}

/** Every place in `value` that cites a source: `source: "x"` and `sources: ["x"]`. */
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

/** Figures and rules of `book` that cite a source which `sources` lacks. `book` may be partial. */
export function checkSources(book: { sources?: Record<string, unknown> | undefined }): BookProblem[] {
  const { sources = {}, ...rest } = book;
  return citations(rest, '$')
    .filter(({ key }) => !Object.hasOwn(sources, key))
    .map(({ key, path }) => ({
      path,
      message: t('the source "{0}" is not among this book\'s sources', key),
    }));
}

function repeated(ids: readonly string[], list: string, name: string): BookProblem[] {
  return ids.flatMap((id, index) =>
    ids.indexOf(id) === index
      ? []
      : [{ path: `$.${list}[${index}].${name}`, message: t('"{0}" stands here twice', id) }],
  );
}

/** What is wrong with a complete book although its shape is right; an empty list if nothing is. */
export function checkBook(book: PriceBook): BookProblem[] {
  const problems: BookProblem[] = [];
  const problem = (path: string, message: string): void => void problems.push({ path, message });

  if (!book.billing.gpuAllIn && book.memory === undefined) {
    problem('$.memory', t('is missing: a book whose GPU rates are not all-in needs a price for memory'));
  }
  for (const [type, { active, idle }] of Object.entries(book.gpus)) {
    if (idle !== undefined && idle.value > active.value) {
      problem(childPath(childPath('$.gpus', type), 'idle'), t('must not be more than the active rate'));
    }
  }
  for (const [name, { type }] of Object.entries(book.gpuAliases)) {
    const path = childPath('$.gpuAliases', name);
    if (name === type) problem(path, t('an alias cannot name itself'));
    else if (!Object.hasOwn(book.gpus, type)) problem(path, t('this book has no GPU {0}', type));
    else if (Object.hasOwn(book.gpus, name)) problem(path, t('{0} is a GPU of this book already', name));
  }
  const { region } = book.multipliers;
  if (region !== undefined && region.narrow.value < region.broad.value) {
    problem('$.multipliers.region.narrow', t('must not be less than the broad one'));
  }
  problems.push(
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
