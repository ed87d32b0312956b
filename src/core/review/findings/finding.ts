import type { UsageField } from '../../modal/usageFields';
import type { Subject, TextRange } from '../../modal/declaration';
import type { ParameterName } from '../../modal/parameters';
import type { RuleId, Severity } from './rules';

/** What a rule has to say of one place. */
export interface Finding {
  readonly rule: RuleId;
  readonly severity: Severity;
  /** A sentence or two with the figure that decided, as plain text on one line. */
  readonly message: string;
  /** A Python file, or the team file for the budget of an app or the workspace. */
  readonly file: string;
  readonly range: TextRange;
  /** The declaration or call that it is about; null for what is about a whole file or more. */
  readonly subject: Subject | null;
  readonly figure: Figure | null;
  /** Other places that belong to it. */
  readonly related: readonly RelatedPlace[];
  /** The best first. */
  readonly fixes: readonly FindingFix[];
}

/** The figure that decided, and the limit that it is held against. */
export interface Figure {
  readonly value: number | string;
  readonly unit: string;
  readonly limit: number | string | null;
}

export interface RelatedPlace {
  readonly file: string;
  readonly range: TextRange;
  readonly message: string;
}

/** What a quick fix does: the functions of `core/modal/edits` make edits of it. */
export type FindingFix = {
  readonly title: string;
  /** It says the same in another way: nothing that runs or costs changes. */
  readonly isSafe?: true;
} & (
  | {
      /** `fixOldNames` for the finding's declaration. */
      readonly kind: 'oldNames';
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

/** A finding without its level, which the settings give. */
export type Draft = Omit<Finding, 'severity' | 'related' | 'figure' | 'fixes'> &
  Partial<Pick<Finding, 'related' | 'figure' | 'fixes'>>;
