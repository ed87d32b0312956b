import type { UsageField, UsageValue } from '../../modal/usageFields';
import type { TraceOptionProblem } from '../../cost/trace/traceFields';
import type { JsonProblem } from '../../json/jsonProblem';
import type { Reason } from '../../modal/reason';
import type { RuleId, RuleLevel } from '../findings/rules';
import type { SkipReason } from '../../workspace/skipReason';
import type { KeyProblem } from './keyPattern';

/**
 * A problem in a team file. Names are as written in the file: the code that shows them must shorten and escape them.
 */
export type TeamFileProblem =
  | JsonProblem
  | FieldProblem
  | DeclarationProblem
  | { readonly kind: 'tooManyCharacters'; readonly max: number }
  | { readonly kind: 'fileTooLarge'; readonly maxBytes: number }
  | { readonly kind: 'fileIsLinkOut' }
  | { readonly kind: 'fileUnreadable'; readonly reason: SkipReason }
  | { readonly kind: 'notAnObject' | 'versionMissing' | 'unknownVersion' }
  /** An unknown member: with the most likely name, or all names that are allowed there. */
  | {
      readonly kind: 'unknownMember';
      readonly name: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  /** An invalid key of a declaration or an app. */
  | { readonly kind: 'badKey'; readonly key: string; readonly problem: KeyProblem }
  | { readonly kind: 'backslashInPath' | 'bookOutsideFolder' | 'traceOutsideFolder' | 'traceFileMissing' }
  | { readonly kind: 'billOutsideFolder' }
  | { readonly kind: 'billFilesExpected'; readonly max: number }
  | { readonly kind: 'appsExpected'; readonly name: string; readonly example: string }
  | { readonly kind: 'badAppName'; readonly name: string; readonly max: number }
  | { readonly kind: 'traceOption'; readonly problem: TraceOptionProblem }
  | { readonly kind: 'gpuDiscountsExpected' | 'envExpected' }
  | { readonly kind: 'tooManyVariables'; readonly max: number }
  | { readonly kind: 'badVariableName'; readonly name: string }
  /** `isPlain` for a number, true or false, which only lacks its quotes. */
  | {
      readonly kind: 'variableExpected';
      readonly name: string;
      readonly max: number;
      readonly isPlain: boolean;
    }
  | { readonly kind: 'notAGpuType' | 'gpuTwice'; readonly name: string };

/** A problem in the entry of a key. */
export type DeclarationProblem =
  | { readonly kind: 'gpuListEmpty' | 'regionExpected' | 'scheduleExpected' | 'ignoreExpected' }
  | { readonly kind: 'gpuExpected'; readonly problem: GpuProblem }
  | { readonly kind: 'usageOutOfRange'; readonly problem: UsageRefusal }
  | { readonly kind: 'usageExpected'; readonly field: UsageField }
  | { readonly kind: 'ignoreReasonMissing'; readonly rule: RuleId; readonly max: number };

/** A member whose value has the wrong type or is out of range. */
export type FieldProblem = { readonly name: string } & (
  | { readonly kind: 'objectExpected' | 'flagExpected' | 'budgetMissing' }
  | { readonly kind: 'keyedObjectExpected'; readonly example: string }
  | { readonly kind: 'lineExpected'; readonly max: number }
  | { readonly kind: 'levelExpected'; readonly nearest: RuleLevel | null }
  /** An invalid share of a price; `percentOff` if the number is most likely the percentage that is taken off. */
  | { readonly kind: 'shareExpected'; readonly percentOff: number | null }
  | ({ readonly kind: 'numberExpected'; readonly unit: TeamUnit } & Bounds)
  | ({ readonly kind: 'thresholdExpected'; readonly rule: RuleId } & Bounds)
);

/** The unit of a number of the team file. */
export type TeamUnit = 'cores' | 'MiB' | 'containers' | 'seconds' | 'retries' | 'hours' | 'usdPerMonth';

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** The value is a number in quotes. */
  readonly isText: boolean;
}

/** Why a text is not a valid GPU: Modal rejects it, or no price book could contain it. */
export type GpuProblem =
  | { readonly kind: 'notAText' | 'notAType' }
  | { readonly kind: 'countOutOfRange'; readonly max: number }
  | { readonly kind: 'refused'; readonly reason: Reason };

type UsageRefusal = Extract<UsageValue, { readonly problem: unknown }>['problem'];
