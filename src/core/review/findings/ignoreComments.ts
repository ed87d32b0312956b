/** `# modal-cost: ignore RULE-ID reason` above a decorator: one rule, silenced for one declaration. */
import type { Declaration, TextRange } from '../../modal/declaration';
import { commentAbove, type UsageInsertion } from '../../modal/usageInsertion';
import { quoted } from '../../text';
import { nearest } from '../team/nearestWord';
import { isRuleId, RULE_IDS, type RuleId } from './rules';
import { t } from '../../render/words/translate';

export interface IgnoreComment {
  readonly rule: RuleId;
  readonly reason: string;
  /** From 1. */
  readonly line: number;
}

export interface IgnoreProblem {
  readonly range: TextRange;
  readonly message: string;
}

const EXAMPLE = '# modal-cost: ignore warm-gpu the demo in May';

/**
 * Reads the comments of a declaration that silence a rule.
 * @param lines the text's
 * @param ranges its usage comments, each on one line from its `#`
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
    const problem = problemOf(rule, reason);
    if (problem === null && isRuleId(rule)) ignores.push({ rule, reason, line: start.line + 1 });
    else {
      const range = { start: { line: start.line, column: from }, end: { line: start.line, column: to } };
      problems.push({ range, message: problem ?? '' });
    }
  }
  return { ignores, problems };
}

/** A new comment that silences a rule once its reason is typed: until then the rule on such comments asks for it. */
export function ignoreInsertion(
  text: string,
  declaration: Pick<Declaration, 'line'>,
  rule: RuleId,
): UsageInsertion {
  return commentAbove(text, declaration, `ignore ${rule} …`, `ignore ${rule} \${1:…}`);
}

function problemOf(rule: string, reason: string): string | null {
  if (rule === '') return t('This ignores nothing: name a rule and a reason, such as {0}.', EXAMPLE);
  if (!isRuleId(rule)) {
    const near = nearest(rule, RULE_IDS);
    const remedy =
      near === undefined ? t('The rules are {0}.', RULE_IDS.join(', ')) : t('Did you mean {0}?', near);
    return t('{0} is not a rule, so nothing is silenced. {1}', quoted(rule), remedy);
  }
  return /[\p{L}\p{N}]/u.test(reason)
    ? null
    : t(
        'A reason is needed after {0}, so nothing is silenced: say why it may stay, as in {1}.',
        rule,
        EXAMPLE,
      );
}

/** The words after `ignore` in a usage comment: a rule, then the reason; undefined where there is no such word. */
function ignoreIn(
  line: string,
  start: number,
):
  { readonly rule: string; readonly reason: string; readonly from: number; readonly to: number } | undefined {
  const marker = /^#[ \t]*modal-cost[ \t]*:/.exec(line.slice(start, start + 60));
  if (!marker) return undefined;
  const bodyAt = start + marker[0].length;
  // A `#` that begins a word begins a remark.
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
