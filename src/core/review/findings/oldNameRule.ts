/** The rule on names that Modal has replaced. */
import type { DeclaredParameter, OldNameUse, TextRange } from '../../modal/declaration';
import { isParameterName, parameterInfo, replacementOf } from '../../modal/parameters';
import type { Draft } from './finding';
import type { Written } from './ruleSubject';

export function oldNames(on: Written): Draft[] {
  const { subject } = on;
  // `f.keep_warm(1)`: the method is the old name, not its argument.
  const isOldMethod = subject.type === 'call' && subject.form === 'update_autoscaler';
  const parameters = Object.entries(isOldMethod ? {} : on.values.params).flatMap(([name, value]) => {
    const old = isParameterName(name) ? parameterInfo(name).old : null;
    return old ? [{ ...old, old: name, use: replacementOf(old), range: nameRange(name, value) }] : [];
  });
  return [...parameters, ...subject.oldNames].map((use) => oldName(on, use));
}

/** The range of a keyword's name, without its value; for a name in a spread, the whole spread. */
function nameRange(name: string, { range, via }: DeclaredParameter): TextRange | null {
  if (!range || via !== null) return range;
  const { line, column } = range.start;
  return { start: range.start, end: { line, column: column + name.length } };
}

function oldName(
  on: Written,
  { old, use, warnedSince, refusedSince, range }: Omit<OldNameUse, 'line'>,
): Draft {
  return on.draft(
    range ?? on.head,
    { rule: 'old-name', kind: 'oldName', arguments: { old, use, warnedSince, refusedSince } },
    {
      figure: { value: refusedSince ?? 'every version', unit: 'SDK version', limit: null },
      fixes: [
        { kind: 'oldNames', subject: on.subject, isSafe: true },
        { kind: 'allOldNames', isSafe: true },
      ],
    },
  );
}
