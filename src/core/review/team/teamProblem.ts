import type { UsageField, UsageValue } from '../../modal/usageFields';
import type { JsonProblem } from '../../json/jsonProblem';
import type { Reason } from '../../modal/reason';
import type { RuleId, RuleLevel } from '../findings/rules';
import type { KeyProblem } from './keyPattern';

/** What is wrong in a team file. Names are as written: whoever shows them makes them short and harmless. */
export type TeamFileProblem =
  | JsonProblem
  | FieldProblem
  | DeclarationProblem
  | { readonly kind: 'tooManyCharacters'; readonly max: number }
  | { readonly kind: 'fileTooLarge'; readonly maxBytes: number }
  | { readonly kind: 'notAnObject' | 'versionMissing' | 'unknownVersion' }
  /** A member that is not known there: the one that was most likely meant, or all that may stand there. */
  | {
      readonly kind: 'unknownMember';
      readonly name: string;
      readonly nearest: string | null;
      readonly known: readonly string[];
    }
  /** A key of a declaration or an app that is none. */
  | { readonly kind: 'badKey'; readonly key: string; readonly problem: KeyProblem }
  | { readonly kind: 'backslashInPath' | 'bookOutsideFolder' }
  | { readonly kind: 'gpuDiscountsExpected' }
  | { readonly kind: 'notAGpuType' | 'gpuTwice'; readonly name: string };

/** What is wrong in what a key says of declarations. */
export type DeclarationProblem =
  | { readonly kind: 'gpuListEmpty' | 'regionExpected' | 'scheduleExpected' | 'ignoreExpected' }
  | { readonly kind: 'gpuExpected'; readonly problem: GpuProblem }
  | { readonly kind: 'usageOutOfRange'; readonly problem: UsageRefusal }
  | { readonly kind: 'usageExpected'; readonly field: UsageField }
  | { readonly kind: 'ignoreReasonMissing'; readonly rule: RuleId; readonly max: number };

/** A member, by its name, whose value is of another type or out of its range. */
export type FieldProblem = { readonly name: string } & (
  | { readonly kind: 'objectExpected' | 'flagExpected' | 'budgetMissing' }
  | { readonly kind: 'keyedObjectExpected'; readonly example: string }
  | { readonly kind: 'lineExpected'; readonly max: number }
  | { readonly kind: 'levelExpected'; readonly nearest: RuleLevel | null }
  /** A share of the price that is none; `percentOff` where the number given most likely is what is taken off. */
  | { readonly kind: 'shareExpected'; readonly percentOff: number | null }
  | ({ readonly kind: 'numberExpected'; readonly unit: TeamUnit } & Bounds)
  | ({ readonly kind: 'thresholdExpected'; readonly rule: RuleId } & Bounds)
);

/** What a number of the team file counts. */
export type TeamUnit = 'cores' | 'MiB' | 'containers' | 'seconds' | 'retries' | 'hours' | 'usdPerMonth';

interface Bounds {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** A number stands there, in quotes. */
  readonly isText: boolean;
}

/** Why a text is no GPU: Modal refuses it, or no price book could have it. */
export type GpuProblem =
  | { readonly kind: 'notAText' | 'notAType' }
  | { readonly kind: 'countOutOfRange'; readonly max: number }
  | { readonly kind: 'refused'; readonly reason: Reason };

type UsageRefusal = Extract<UsageValue, { readonly problem: unknown }>['problem'];
