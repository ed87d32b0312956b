/** All findings in a set of assessed declarations and calls. */
import type { BilledWorkspace } from '../../bill/join';
import type { Assessment } from '../../cost/assess';
import type { Declaration } from '../../modal/declaration';
import { ignoresFor } from '../team/applyTeam';
import { NO_TEAM, type Team } from '../team/team';
import { actualBudgets } from './actualBudgets';
import { BILL_RULES } from './billRules';
import { declarationBudgets, sharedBudgets } from './budgetRules';
import { FileComments } from './fileComments';
import type { Draft, Finding, FindingReport, SilencedFinding } from './finding';
import { byPlace, findingIdentity } from './findingIdentity';
import { cheaperGpu } from './cheaperGpuRule';
import { gpuCount, noPrice, unknownGpu } from './gpuRules';
import { poorFit } from './fitRule';
import type { IgnoreComment } from './ignoreComments';
import { ignoredValues } from './ignoredValueRule';
import { oldNames } from './oldNameRule';
import { planLimit, workspacePlanLimit } from './planRules';
import {
  aboveBreakEven,
  clusterMultiple,
  costlyCall,
  costlyWindow,
  minOverMax,
  noCeiling,
  warmCpu,
  warmGpu,
} from './poolRules';
import { refusedValues } from './refusedValueRule';
import { activeRule, RULE_IDS, type ActiveRule, type RuleId, type RuleSettings } from './rules';
import { inCell, RuleSubject } from './ruleSubject';

export interface FindingOptions {
  /** The team file; its levels and thresholds take precedence over the settings. */
  readonly team?: Team;
  /** The user's own settings. */
  readonly settings?: RuleSettings;
  /**
   * Whether the assessments and `others` are all of a workspace folder. Only then are the budgets of apps and of the
   * workspace checked, and whether all warm containers fit into its plan.
   */
  readonly whole: boolean;
  /** Assessments that only count for these. */
  readonly others?: readonly Assessment[];
  /** The actual bill, joined with the assessments and `others`; it is only looked at if these are all of the folder. */
  readonly bill?: BilledWorkspace | null;
  /** The text of a file, or of a notebook’s cell, for its comments; undefined if it is not available. */
  readonly textOf: (file: string, cell?: number) => string | undefined;
}

/** The rules for a single declaration or call. */
const EACH: Readonly<Partial<Record<RuleId, (on: RuleSubject, rule: ActiveRule, team: Team) => Draft[]>>> = {
  'warm-gpu': warmGpu,
  'warm-cpu': warmCpu,
  'costly-call': costlyCall,
  'above-break-even': aboveBreakEven,
  'cheaper-gpu': cheaperGpu,
  'costly-window': costlyWindow,
  'no-ceiling': noCeiling,
  'over-budget': (on, _, team) => declarationBudgets(on, team),
  'plan-limit': planLimit,
  'old-name': oldNames,
  'no-price': noPrice,
  'unknown-gpu': unknownGpu,
  'gpu-count': gpuCount,
  'poor-fit': poorFit,
  'min-over-max': minOverMax,
  'cluster-multiple': clusterMultiple,
  'refused-value': refusedValues,
  'ignored-value': ignoredValues,
};

/** The findings, by file, place and rule; silenced findings are separate, with their reasons. */
export function findings(assessments: readonly Assessment[], options: FindingOptions): FindingReport {
  const { others = [], team = NO_TEAM, settings, whole, bill, textOf } = options;
  const rules = new Map(RULE_IDS.map((id) => [id, activeRule(id, [team.rules, settings])]));
  const comments = new CommentsByFile(textOf);
  const subjects = assessments.map((each) => new RuleSubject(each, comments.of(each.estimate.subject).lines));
  const all = [...subjects, ...others.map((each) => new RuleSubject(each, []))];
  const drafts = [
    ...subjects.flatMap((on) => draftsOf(on, rules, team, comments)),
    ...comments.stray(subjects).map(unsilenced),
    ...(whole ? workspaceDrafts(all, team) : []),
    ...(whole && bill ? actualBudgets(bill, team).map(unsilenced) : []),
    ...(whole && bill ? billDrafts(bill, all, rules, team, comments) : []),
  ];
  return reportOf(drafts, rules);
}

/** What the actual bill shows. */
function billDrafts(
  bill: BilledWorkspace,
  subjects: readonly RuleSubject[],
  rules: ActiveRules,
  team: Team,
  files: CommentsByFile,
): SilenceableDraft[] {
  const byAssessment = new Map(subjects.map((on) => [on.assessment, on]));
  const context = { bill, team, subjectOf: (each: Assessment) => byAssessment.get(each) };
  return [...rules.values()].flatMap((rule) =>
    rule.level === 'off'
      ? []
      : (BILL_RULES[rule.id]?.(context, rule) ?? []).map(({ draft, on }) => ({
          draft,
          silence: on?.declaration
            ? silenceOf(on, files.of(on.declaration).of(on.declaration).ignores, team)
            : [],
        })),
  );
}

/** What concerns all of a workspace: budgets and the limits of its plan. */
function workspaceDrafts(subjects: readonly RuleSubject[], team: Team): SilenceableDraft[] {
  return [...sharedBudgets(subjects, team), ...workspacePlanLimit(subjects, team)].map(unsilenced);
}

type ActiveRules = ReadonlyMap<RuleId, ActiveRule>;

/** A finding, and what may silence it. */
interface SilenceableDraft {
  readonly draft: Draft;
  readonly silence: readonly Silence[];
}

interface Silence extends IgnoreComment {
  readonly by: SilencedFinding['by'];
}

function unsilenced(draft: Draft): SilenceableDraft {
  return { draft, silence: [] };
}

/** The findings for one declaration or call, from the rules and the comments above it. */
function draftsOf(
  on: RuleSubject,
  rules: ActiveRules,
  team: Team,
  files: CommentsByFile,
): SilenceableDraft[] {
  const { declaration } = on;
  const comments = declaration && files.of(declaration).of(declaration);
  const silence = silenceOf(on, comments?.ignores ?? [], team);
  const drafts = [
    ...[...rules.values()].flatMap((rule) =>
      rule.level === 'off' ? [] : (EACH[rule.id]?.(on, rule, team) ?? []),
    ),
    ...(comments?.problems ?? []).map(({ range, message, fixes }) => on.draft(range, message, { fixes })),
  ];
  return drafts.map((draft) => ({ draft, silence }));
}

/** What silences findings of a declaration: comments above it, and the team file. */
function silenceOf(
  { declaration }: RuleSubject,
  ignores: readonly IgnoreComment[],
  team: Team,
): readonly Silence[] {
  return [
    ...ignores.map((each) => ({ ...each, by: 'comment' as const })),
    ...(declaration ? ignoresFor(team, declaration) : []).map((each) => ({ ...each, by: 'team' as const })),
  ];
}

/** Each finding once, without those of rules that are off; silenced ones are separate. */
function reportOf(drafts: readonly SilenceableDraft[], rules: ActiveRules): FindingReport {
  const found: Finding[] = [];
  const silenced: SilencedFinding[] = [];
  const seen = new Set<string>();
  for (const { draft, silence } of drafts) {
    const { level } = rules.get(draft.rule)!;
    const identity = findingIdentity(draft);
    if (level === 'off' || seen.has(identity)) continue;
    seen.add(identity);
    const finding: Finding = { ...draft, severity: level };
    const by = silence.find(({ rule }) => rule === draft.rule);
    if (by) silenced.push({ finding, reason: by.reason, by: by.by, line: by.line });
    else found.push(finding);
  }
  return {
    findings: found.sort(byPlace),
    silenced: silenced.sort((a, b) => byPlace(a.finding, b.finding)),
  };
}

/** A file, or a cell of a notebook file. */
type Source = Pick<Declaration, 'file' | 'cell'>;

function keyOf({ file, cell }: Source): string {
  return `${cell ?? ''}:${file}`;
}

/** The comments of all files with findings, each read once. */
class CommentsByFile {
  readonly #files = new Map<string, { readonly source: Source; readonly comments: FileComments }>();

  constructor(private readonly textOf: FindingOptions['textOf']) {}

  of({ file, cell }: Source): FileComments {
    const key = keyOf({ file, ...inCell(cell) });
    let found = this.#files.get(key);
    if (!found) {
      const comments = new FileComments(this.textOf(file, cell));
      this.#files.set(key, (found = { source: { file, ...inCell(cell) }, comments }));
    }
    return found.comments;
  }

  /** The problems of comments that are not above a declaration. */
  stray(subjects: readonly RuleSubject[]): Draft[] {
    const declared = new Map<string, Declaration[]>();
    for (const { declaration } of subjects) {
      if (!declaration) continue;
      const key = keyOf(declaration);
      const others = declared.get(key);
      if (others) others.push(declaration);
      else declared.set(key, [declaration]);
    }
    return [...this.#files].flatMap(([key, { source, comments }]) => {
      const declarations = declared.get(key) ?? [];
      return comments.stray(declarations).map(({ range, message, fixes }): Draft => {
        return { ...message, ...source, range, subject: null, figure: null, related: [], fixes };
      });
    });
  }
}
