/** All that the rules find in a set of assessed declarations and calls. */
import type { Assessment } from '../../cost/assess';
import type { CallSite } from '../../modal/declaration';
import { UsageComments } from '../../modal/usageComment';
import type { UsageCommentProblem } from '../../modal/usageCommentProblem';
import { usageCommentText } from '../../render/words/usageComments';
import { ignoresFor } from '../team/applyTeam';
import { NO_TEAM, TEAM_FILE, type Team } from '../team/team';
import { declarationBudgets, sharedBudgets } from './budgetRules';
import type { Draft, Finding, FindingReport, SilencedFinding } from './finding';
import { ignoresIn, type IgnoreComment, type IgnoreProblem } from './ignoreComments';
import { aboveBreakEven, clusterMultiple, costlyWindow, minOverMax, noCeiling, warmGpu } from './poolRules';
import { activeRule, RULE_IDS, type ActiveRule, type RuleId, type RuleSettings } from './rules';
import { RuleSubject, Written } from './ruleSubject';
import { gpuCount, ignoredValues, noPrice, oldNames, unknownGpu } from './valueRules';

export interface FindingOptions {
  /** Calls that only change what declarations cost: looked at for their old names. */
  readonly calls?: readonly CallSite[];
  /** What the team file says; its levels and thresholds go before the settings. */
  readonly team?: Team;
  /** A reader's own settings. */
  readonly settings?: RuleSettings;
  readonly includeStartup: boolean;
  /** Whether the assessments, with `others`, are all of a workspace folder: only then budgets of apps and the workspace are judged. */
  readonly whole: boolean;
  /** What counts towards these budgets and is not looked at otherwise. */
  readonly others?: readonly Assessment[];
  /** The text of a file, for its comments; undefined where it is not at hand. */
  readonly textOf: (file: string) => string | undefined;
}

/** The rules that look at one declaration or call by itself. */
const EACH: Readonly<Partial<Record<RuleId, (on: RuleSubject, rule: ActiveRule, team: Team) => Draft[]>>> = {
  'warm-gpu': warmGpu,
  'above-break-even': aboveBreakEven,
  'costly-window': costlyWindow,
  'no-ceiling': noCeiling,
  'over-budget': (on, _, team) => declarationBudgets(on, team),
  'old-name': oldNames,
  'no-price': noPrice,
  'unknown-gpu': unknownGpu,
  'gpu-count': gpuCount,
  'min-over-max': minOverMax,
  'cluster-multiple': clusterMultiple,
  'ignored-value': ignoredValues,
};

/** What the rules find, by file, place and rule; what somebody has silenced stands apart, with the reason. */
export function findings(assessments: readonly Assessment[], options: FindingOptions): FindingReport {
  const { calls = [], others = [], team = NO_TEAM, settings, includeStartup, whole, textOf } = options;
  const rules = new Map(RULE_IDS.map((id) => [id, activeRule(id, [team.rules, settings])]));
  const files = new Map<string, FileComments>();
  const commentsOf = (file: string): FileComments => {
    let found = files.get(file);
    if (!found) files.set(file, (found = new FileComments(textOf(file))));
    return found;
  };

  const drafts: { readonly draft: Draft; readonly silence: readonly Silence[] }[] = [];
  const subjects = assessments.map(
    (each) => new RuleSubject(each, commentsOf(each.estimate.subject.file).lines, includeStartup),
  );
  for (const on of subjects) {
    const { declaration } = on;
    const comments = declaration && commentsOf(declaration.file).of(declaration);
    const silence: Silence[] = [
      ...(comments?.ignores ?? []).map((each) => ({ ...each, by: 'comment' as const })),
      ...(declaration ? ignoresFor(team, declaration) : []).map((each) => ({ ...each, by: 'team' as const })),
    ];
    for (const rule of rules.values()) {
      if (rule.level === 'off') continue;
      for (const draft of EACH[rule.id]?.(on, rule, team) ?? []) drafts.push({ draft, silence });
    }
    const named = (rule: RuleId, problems: readonly IgnoreProblem[]): void => {
      for (const { range, message } of problems)
        drafts.push({ draft: on.draft(rule, range, message), silence });
    };
    named('usage-comment', comments?.usage ?? []);
    named('ignore-comment', comments?.problems ?? []);
  }
  for (const call of calls) {
    for (const draft of oldNames(new Written(call, commentsOf(call.file).lines)))
      drafts.push({ draft, silence: [] });
  }
  for (const [file, comments] of files) {
    const declarations = subjects.flatMap(({ declaration }) =>
      declaration?.file === file ? [declaration] : [],
    );
    for (const { range, message } of comments.stray(declarations))
      drafts.push({ draft: { rule: 'usage-comment', file, range, message, subject: null }, silence: [] });
  }
  const counted = others.map((each) => new RuleSubject(each, [], includeStartup));
  if (whole)
    for (const draft of sharedBudgets([...subjects, ...counted], team)) drafts.push({ draft, silence: [] });

  const found: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  const seen = new Set<string>();
  for (const { draft, silence } of drafts) {
    const { level } = rules.get(draft.rule)!;
    const key = JSON.stringify([draft.rule, draft.file, draft.range, draft.message]);
    if (level === 'off' || seen.has(key)) continue;
    seen.add(key);
    const finding: Finding = { figure: null, related: [], fixes: [], ...draft, severity: level };
    const by = silence.find(({ rule }) => rule === draft.rule);
    if (by) silenced.push({ finding, reason: by.reason, by: by.by, line: by.line });
    else found.push(finding);
  }
  return {
    findings: found.sort(byPlace),
    silenced: silenced.sort((a, b) => byPlace(a.finding, b.finding)),
  };
}

interface Silence extends IgnoreComment {
  readonly by: SilencedFinding['by'];
}

/** The comments of one file, read once. */
class FileComments {
  readonly lines: readonly string[];
  readonly #usage: UsageComments;

  constructor(text: string | undefined) {
    this.lines = text?.split(/\r?\n/) ?? [];
    this.#usage = new UsageComments(text ?? '');
  }

  of(declaration: Parameters<UsageComments['of']>[0]): {
    readonly usage: readonly IgnoreProblem[];
    readonly ignores: readonly IgnoreComment[];
    readonly problems: readonly IgnoreProblem[];
  } {
    const { ranges, problems } = this.#usage.of(declaration);
    return { usage: problems.map(worded), ...ignoresIn(this.lines, ranges) };
  }

  stray(declarations: Parameters<UsageComments['stray']>[0]): readonly IgnoreProblem[] {
    return this.#usage.stray(declarations).map(worded);
  }
}

function worded(problem: UsageCommentProblem): IgnoreProblem {
  return { range: problem.range, message: usageCommentText(problem) };
}

/** The team file last: it is nobody's code. */
function byPlace(a: Finding, b: Finding): number {
  const [from, to] = [a.range.start, b.range.start];
  return (
    Number(a.file === TEAM_FILE) - Number(b.file === TEAM_FILE) ||
    compareText(a.file, b.file) ||
    from.line - to.line ||
    from.column - to.column ||
    RULE_IDS.indexOf(a.rule) - RULE_IDS.indexOf(b.rule) ||
    compareText(a.message, b.message)
  );
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
