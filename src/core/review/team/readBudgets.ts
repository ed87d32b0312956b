/** Reads the budgets of a team file. */
import { KEY_EXAMPLE, readKeyed } from './readDeclarations';
import type { Budget, KeyBudget, TeamBudgets } from './team';
import { BILLED_BUDGET_KEYS, BUDGET_KEYS, BUDGETS_KEYS, USD_PER_MONTH } from './teamFields';
import type { Field, TeamReader } from './teamReader';

/** An example of an app’s key. */
export const APP_EXAMPLE = 'app/serve.py::app';

export function readBudgets(reader: TeamReader, field: Field): TeamBudgets {
  const members = reader.members(field, BUDGETS_KEYS);
  const keyed = (
    name: 'apps' | 'declarations',
    example: string,
    keys: readonly string[],
  ): readonly KeyBudget[] =>
    reader.read(members, name, (each) =>
      readKeyed(reader, each, example, (pattern, inner) => {
        const budget = readBudget(reader, inner, keys);
        return budget && { ...budget, pattern };
      }),
    ) ?? [];
  return {
    workspace: reader.read(members, 'workspace', (each) => readBudget(reader, each, BILLED_BUDGET_KEYS)),
    apps: keyed('apps', APP_EXAMPLE, BILLED_BUDGET_KEYS),
    declarations: keyed('declarations', KEY_EXAMPLE, BUDGET_KEYS),
  };
}

function readBudget(reader: TeamReader, field: Field, keys: readonly string[]): Budget | null {
  const before = reader.problems.length;
  const members = reader.members(field, keys);
  const amount = (name: string): number | null =>
    reader.read(members, name, (each) => reader.number(each, USD_PER_MONTH));
  const [floor, month, actual] = [amount('floor'), amount('month'), amount('actual')];
  if ([floor, month, actual].some((each) => each !== null))
    return { floor, month, actual, range: reader.range(field.key) };
  // The problems of both are already reported.
  if (reader.problems.length === before) reader.refuse(field, { kind: 'budgetMissing', name: field.name });
  return null;
}
