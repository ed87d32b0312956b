/** What a team file can name, each with its figures: declarations, apps, types of GPU. */
import type { Assessment } from '../../cost/assess';
import type { PricingContext } from '../../cost/estimate';
import { keyOf } from '../../review/team/idleValues';
import type { TeamPlace } from '../../review/team/teamPlace';
import { oneLine } from '../escape';
import { declarationColumns, groupColumns, groupSum, ordered } from '../explorerColumns';
import { SEEN } from '../words/titleWords';
import type { CompletionRow } from './completionRow';
import { gpuRows } from './gpuRows';

type NamePlace = TeamPlace & { readonly kind: 'declaration' | 'app' };
type GpuTypePlace = TeamPlace & { readonly kind: 'gpu' };

/** So many declarations of a workspace are listed. */
const MAX_ROWS = 1_000;

export function declarationRows(
  place: NamePlace,
  assessments: readonly Assessment[],
): readonly CompletionRow[] {
  const byKey = new Map<string, Assessment>();
  for (const each of assessments) {
    const { subject } = each.estimate;
    if (subject.type === 'declaration' && !byKey.has(keyOf(subject))) byKey.set(keyOf(subject), each);
  }
  return [...byKey]
    .filter(([key]) => !place.given.includes(key))
    .slice(0, MAX_ROWS)
    .map(([key, each]) => nameRow(key, ordered(declarationColumns(each, SEEN), 'cost').figure, place));
}

/** The apps by a file that declares to them and the name there, as a budget names them. */
export function appRows(place: NamePlace, assessments: readonly Assessment[]): readonly CompletionRow[] {
  const byApp = new Map<string, Assessment[]>();
  for (const each of assessments) {
    const { subject } = each.estimate;
    if (subject.type !== 'declaration' || subject.app === '') continue;
    const key = `${subject.file}::${subject.app}`;
    const members = byApp.get(key);
    if (members) members.push(each);
    else byApp.set(key, [each]);
  }
  return [...byApp]
    .filter(([key]) => !place.given.includes(key))
    .slice(0, MAX_ROWS)
    .map(([key, members]) =>
      nameRow(key, ordered(groupColumns(groupSum(members), SEEN), 'cost').figure, place),
    );
}

function nameRow(name: string, figures: string, { hasValue, isBudget }: NamePlace): CompletionRow {
  const text = JSON.stringify(name);
  const value = isBudget ? '{ "month": $1 }' : '{ $1 }';
  return {
    label: oneLine(name),
    price: '',
    month: figures,
    insert: hasValue ? text : `${text.replace(/[$}\\]/g, '\\$&')}: ${value}`,
    isSnippet: !hasValue,
    about: '',
    isCurrent: false,
  };
}

export function gpuTypeRows(
  { isName, hasValue }: GpuTypePlace,
  context: PricingContext,
): readonly CompletionRow[] {
  const rows = gpuRows({ isQuoted: false, countOf: null, hasCount: false }, [], context);
  return isName && !hasValue
    ? rows.map((row) => ({ ...row, insert: `${row.insert}: $1`, isSnippet: true }))
    : rows;
}
