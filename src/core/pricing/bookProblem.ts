import type { StrictJsonProblem } from '../json/strictJson';
import type { Unit } from './priceUnits';

/** Why a price book is refused. Names and values are as written in the file: whoever shows them makes them harmless. */
export type BookProblem =
  | StrictJsonProblem
  | ShapeProblem
  | ValueProblem
  | { readonly kind: 'notAnObject' | 'unknownVersion' | 'memoryMissing' | 'idleAboveActive' }
  | { readonly kind: 'aliasOfItself' | 'narrowBelowBroad' | 'sandboxIncomplete' }
  /** A figure or rule cites a source that the book does not list. */
  | { readonly kind: 'unknownSource'; readonly source: string }
  | { readonly kind: 'listedTwice' | 'bundledId'; readonly id: string }
  /** `gpu` has no rate in the book, is none of its aliases, or is a new GPU without an active rate. */
  | { readonly kind: 'aliasOfUnknownGpu' | 'aliasOfKnownGpu' | 'activeMissing'; readonly gpu: string }
  /** `extends` names none of the books that it may. */
  | { readonly kind: 'unknownBase'; readonly bases: readonly string[] };

/** A member that must not be there, one that must, or a value of another type. */
export type ShapeProblem =
  | { readonly kind: 'unknownMember' | 'memberMissing'; readonly name: string }
  /** `expected` and `found` are JSON, or names of types, as valibot writes them. `isHourly`: most likely a rate by the hour. */
  | {
      readonly kind: 'wrongType';
      readonly expected: string;
      readonly found: string;
      readonly isHourly: boolean;
    };

/** A value of the right type that cannot be. */
export type ValueProblem =
  | TextProblem
  | { readonly kind: 'noRegions' | 'noGpuTypes' | 'notWhole' | 'lessThanOne' | 'negative' }
  /** `found` null: the amount is not named. */
  | { readonly kind: 'notPositive'; readonly found: number | null }
  | {
      readonly kind: 'belowUnit' | 'aboveUnit';
      readonly found: number;
      readonly unit: Unit;
      readonly bound: number;
    };

/** A text that cannot be. */
export type TextProblem =
  | { readonly kind: 'textEmpty' | 'notOneLine' | 'notADate' | 'notAKey' | 'notAGpuType' | 'notHttps' }
  | { readonly kind: 'textTooLong'; readonly max: number };

/** A problem, and the JSON path of what is wrong: `$.gpus.H100.idle`; `$` for the whole. */
export interface BookProblemAt {
  readonly path: string;
  readonly problem: BookProblem;
}
