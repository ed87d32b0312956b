import type { UsageField } from '../../modal/usageFields';
import type { Interval } from '../../cost/interval';
import type { Subject, TextRange } from '../../modal/declaration';
import type { ParameterName } from '../../modal/parameters';
import type { BillMessage } from './billMessages';
import type { BudgetMessage } from './budgetMessages';
import type { CommentMessage } from './commentMessages';
import type { FitRuleMessage } from './fitRuleMessage';
import type { PlanMessage } from './planMessages';
import type { PoolMessage } from './poolMessages';
import type { Severity } from './rules';
import type { ValueMessage } from './valueMessages';

/** The rule, the kind of message, and its arguments; `core/render/words/findingsText` has the words. */
export type FindingMessage =
  PoolMessage | ValueMessage | FitRuleMessage | BudgetMessage | CommentMessage | PlanMessage | BillMessage;

/** A finding without its severity, which the settings determine. */
export type Draft =
  | ((PoolMessage | ValueMessage | FitRuleMessage) & Place<Subject>)
  | ((BudgetMessage | CommentMessage | PlanMessage | BillMessage) & Place<Subject | null>);

interface Place<About extends Subject | null> {
  /** The Python file, or the team file for what concerns an app or the workspace. */
  readonly file: string;
  /** The cell of a notebook file, from 1, that the range is in. */
  readonly cell?: number;
  readonly range: TextRange;
  /** The declaration or call of the finding; null if it concerns a whole file or more. */
  readonly subject: About;
  readonly figure: Figure | null;
  /** Related places. */
  readonly related: readonly RelatedPlace[];
  /** The best first. */
  readonly fixes: readonly FindingFix[];
}

/** A finding of a rule at one place. */
export type Finding = Draft & { readonly severity: Severity };

/** The deciding figure, and its limit. */
export interface Figure {
  readonly value: number | string | { readonly defaultOf: ParameterName };
  readonly unit: FigureUnit;
  readonly limit: number | null;
}

/** As in JSON and CSV. */
export type FigureUnit =
  | 'USD/month'
  | 'USD/hour'
  | 'USD/call'
  | 'GPUs'
  | 'containers'
  | 'of the bill'
  | 'times the price'
  | 'SDK version'
  | 'GPU type'
  | 'expression'
  | 'default';

export type RelatedPlace = { readonly file: string; readonly range: TextRange } & (
  | {
      /** The budget in the team file. */
      readonly kind: 'budget';
    }
  | {
      /** A declaration or call that contributes to the cost. */
      readonly kind: 'contribution';
      readonly subject: Subject;
      readonly usdPerMonth: number;
    }
  | {
      /** A declaration with warm containers, and how many of them, or GPUs in them. */
      readonly kind: 'warm';
      readonly subject: Subject;
      readonly what: 'containers' | 'GPUs';
      readonly amount: Interval;
    }
);

/** What a Quick Fix saves, in USD per month. */
export interface FixSaving {
  readonly usdPerMonth: number;
  /** Whether it is the most that it may save: while the usage is not known, requests may need what it removes. */
  readonly isBound: boolean;
  /** The share of requests that hit a cold start after it, 0…1, if there are more of them than now. */
  readonly coldStartShare: number | null;
}

/** What a Quick Fix does; the functions of `core/edits` turn it into edits. */
export type FindingFix = {
  /** It writes the same in another form: neither behavior nor cost changes. */
  readonly isSafe?: true;
} & (
  | {
      /** `fixOldNames` for a declaration or call. */
      readonly kind: 'oldNames';
      readonly subject: Subject;
    }
  | {
      /** `fixAllOldNames` for its file. */
      readonly kind: 'allOldNames';
    }
  | {
      /** `targets` or `setKeyword` for the declaration's parameter; the value as Python source, null removes it. */
      readonly kind: 'set';
      readonly parameter: ParameterName;
      readonly value: string | null;
      /** A description of the value, if it is not obvious. */
      readonly to?: 'startupTime';
      /** What it saves; absent if that is not known. */
      readonly saves?: FixSaving;
    }
  | {
      /** Asks for these fields, and writes them into the usage comment. */
      readonly kind: 'usage';
      readonly fields: readonly UsageField[];
    }
  | {
      /** Shows the usage that meets the bill, to be written. */
      readonly kind: 'fitUsage';
    }
  | {
      /** Another text for a part of a comment; empty removes it. */
      readonly kind: 'comment';
      readonly range: TextRange;
      readonly old: string;
      readonly text: string;
    }
  | {
      /** A usage comment, with its line, to the place above another declaration. */
      readonly kind: 'moveComment';
      /** From its `#` to the end of its line. */
      readonly range: TextRange;
      readonly text: string;
      /** Where it goes: before this line, from 0, at this column. */
      readonly to: TextRange['start'];
      /** The qualified name of the declaration. */
      readonly name: string;
    }
  | {
      /** A value in the team file: `declarations[key].values[parameter]`. */
      readonly kind: 'teamValue';
      readonly key: string;
      readonly parameter: string;
    }
);

/** A silenced finding, with the reason. */
export interface SilencedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** Silenced by a comment in the code, or by the team file. */
  readonly by: 'comment' | 'team';
  readonly line: number;
}

export interface FindingReport {
  /** By file, place and rule. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}
