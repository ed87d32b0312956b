/** `# modal-cost: ignore RULE-ID reason` above a decorator: one rule, silenced for one declaration. */
import type { Declaration, TextRange } from '../../modal/declaration';
import { commentAbove, type UsageInsertion } from '../../modal/usageInsertion';
import { nearestWord } from '../../text/nearestWord';
import { isRuleId, RULE_IDS, type RuleId } from './rules';

export interface IgnoreComment {
  readonly rule: RuleId;
  readonly reason: string;
  /** From 1. */
  readonly line: number;
}

export interface IgnoreProblem {
  readonly range: TextRange;
  readonly outcome: IgnoreOutcome;
}

/** Why a comment silences nothing. */
export type IgnoreOutcome =
  | { readonly kind: 'ruleMissing'; readonly arguments: Readonly<Record<string, never>> }
  | {
      readonly kind: 'notARule';
      readonly arguments: { readonly word: string; readonly near: RuleId | null };
    }
  | { readonly kind: 'reasonMissing'; readonly arguments: { readonly rule: RuleId } };

/**
 * Reads the comments of a declaration that silence a rule.
 * @param lines the lines of the text
 * @param ranges the usage comments of the declaration, each on one line and starting at its `#`
 */
export function ignoresIn(
  lines: readonly string[],
  ranges: readonly TextRange[],
): { readonly ignores: readonly IgnoreComment[]; readonly problems: readonly IgnoreProblem[] } {
  const ignores: IgnoreComment[] = [];
  const problems: IgnoreProblem[] = [];
  for (const { start } of ranges) {
    const found = ignoreIn(lines[start.line] ?? '', start.column);
    if (!found) continue;
    const { rule, reason, from, to } = found;
    const outcome = outcomeOf(rule, reason);
    if (outcome === null && isRuleId(rule)) ignores.push({ rule, reason, line: start.line + 1 });
    else if (outcome !== null) {
      const range = { start: { line: start.line, column: from }, end: { line: start.line, column: to } };
      problems.push({ range, outcome });
    }
  }
  return { ignores, problems };
}

/**
 * A new comment that silences a rule as soon as its reason is typed. Until then, `ignore-comment` asks for the reason.
 */
export function ignoreInsertion(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  rule: RuleId,
): UsageInsertion {
  return commentAbove(text, declaration, `ignore ${rule} …`, `ignore ${rule} \${1:…}`);
}

function outcomeOf(rule: string, reason: string): IgnoreOutcome | null {
  if (rule === '') return { kind: 'ruleMissing', arguments: {} };
  if (!isRuleId(rule))
    return { kind: 'notARule', arguments: { word: rule, near: nearestWord(rule, RULE_IDS) ?? null } };
  return /[\p{L}\p{N}]/u.test(reason) ? null : { kind: 'reasonMissing', arguments: { rule } };
}

/** The words after `ignore` in a usage comment: a rule, then the reason; undefined if there is no such word. */
function ignoreIn(
  line: string,
  start: number,
):
  { readonly rule: string; readonly reason: string; readonly from: number; readonly to: number } | undefined {
  const marker = /^#[ \t]*modal-cost[ \t]*:/.exec(line.slice(start, start + 60));
  if (!marker) return undefined;
  const bodyAt = start + marker[0].length;
  // A `#` at the beginning of a word starts a remark.
  const body = line.slice(bodyAt).split(/(?<![^ \t\f])#/)[0]!;
  const word = /(?<![^ \t\f])ignore(?![^ \t\f\r])(?![ \t\f]*=)/.exec(body);
  if (!word) return undefined;
  const after = word.index + word[0].length;
  const [, blank, rule, reason] = /^([ \t\f]*)([^ \t\f\r]*)(.*)$/.exec(body.slice(after))!;
  const from = bodyAt + (rule === '' ? word.index : after + blank!.length);
  return {
    rule: rule!.replace(/[:,]$/, ''),
    reason: reason!.replace(/^[\s–—-]+/, '').trim(),
    from,
    to: rule === '' ? bodyAt + after : from + rule!.length,
  };
}
