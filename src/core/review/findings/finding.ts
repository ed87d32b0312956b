import type { UsageField } from '../../modal/usageFields';
import type { Subject, TextRange } from '../../modal/declaration';
import type { ParameterName } from '../../modal/parameters';
import type { BudgetMessage } from './budgetMessages';
import type { CommentMessage } from './commentMessages';
import type { PoolMessage } from './poolMessages';
import type { Severity } from './rules';
import type { ValueMessage } from './valueMessages';

/** The rule that speaks, which of its messages it is, and with what; `core/render/words/findingsText` words it. */
export type FindingMessage = PoolMessage | ValueMessage | BudgetMessage | CommentMessage;

/** The stable name of a message. */
export type FindingKind = FindingMessage['kind'];

/** A finding without its severity, which the settings give. */
export type Draft =
  | ((PoolMessage | ValueMessage) & Place<Subject>)
  | ((BudgetMessage | CommentMessage) & Place<Subject | null>);

interface Place<About extends Subject | null> {
  /** A Python file, or the team file for the budget of an app or the workspace. */
  readonly file: string;
  readonly range: TextRange;
  /** The declaration or call that it is about; null for what is about a whole file or more. */
  readonly subject: About;
  readonly figure: Figure | null;
  /** Other places that belong to it. */
  readonly related: readonly RelatedPlace[];
  /** The best first. */
  readonly fixes: readonly FindingFix[];
}

/** What a rule has to say of one place. */
export type Finding = Draft & { readonly severity: Severity };

/** The figure that decided, and the limit that it is held against. */
export interface Figure {
  readonly value: number | string | { readonly defaultOf: ParameterName };
  readonly unit: FigureUnit;
  readonly limit: number | null;
}

/** As JSON and CSV have it. */
export type FigureUnit =
  | 'USD/month'
  | 'USD/hour'
  | 'GPUs'
  | 'containers'
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
      /** A declaration or call that costs part of it. */
      readonly kind: 'contribution';
      readonly subject: Subject;
      readonly usdPerMonth: number;
    }
);

/** What a quick fix does: the functions of `core/edits` make edits of it. */
export type FindingFix = {
  /** It says the same in another way: nothing that runs or costs changes. */
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
      /** What the value is, where that is not plain. */
      readonly to?: 'startupTime';
    }
  | {
      /** `insertionFor`: a usage comment with these fields. */
      readonly kind: 'usage';
      readonly fields: readonly UsageField[];
    }
  | {
      /** A value in the team file: `declarations[key].values[parameter]`. */
      readonly kind: 'teamValue';
      readonly key: string;
      readonly parameter: string;
    }
);

/** A finding that somebody has silenced, and why. */
export interface SilencedFinding {
  readonly finding: Finding;
  readonly reason: string;
  /** A comment in the code, or the team file. */
  readonly by: 'comment' | 'team';
  readonly line: number;
}

export interface FindingReport {
  /** By file, place and rule. */
  readonly findings: readonly Finding[];
  readonly silenced: readonly SilencedFinding[];
}
