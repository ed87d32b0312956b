/** Compares findings by their content, not by their words: equality and order. */
import { compareText } from '../../text/compareText';
import { TEAM_FILE } from '../team/team';
import type { Draft } from './finding';
import { RULE_IDS, type RuleId } from './rules';
import { subjectKey } from './ruleSubject';

/** Rules about the code itself: declarations on the same line share the finding. */
const ABOUT_TEXT: ReadonlySet<RuleId> = new Set(['old-name', 'usage-comment', 'ignore-comment']);

/** The identity of a finding, unique within a report. */
export function findingIdentity({ rule, kind, file, cell, range, subject, arguments: said }: Draft): string {
  const about = subject === null || ABOUT_TEXT.has(rule) ? null : subjectKey(subject);
  return JSON.stringify([rule, kind, file, cell ?? null, range, said, about]);
}

/** By file, place, rule and content. The team file is last, because it is not code. */
export function byPlace(a: Draft, b: Draft): number {
  const [from, to] = [a.range.start, b.range.start];
  return (
    Number(a.file === TEAM_FILE) - Number(b.file === TEAM_FILE) ||
    compareText(a.file, b.file) ||
    (a.cell ?? 0) - (b.cell ?? 0) ||
    from.line - to.line ||
    from.column - to.column ||
    RULE_IDS.indexOf(a.rule) - RULE_IDS.indexOf(b.rule) ||
    compareText(JSON.stringify(a.arguments), JSON.stringify(b.arguments)) ||
    compareText(findingIdentity(a), findingIdentity(b))
  );
}
