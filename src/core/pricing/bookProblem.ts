import type { StrictJsonProblem } from '../json/strictJson';
import type { Unit } from './priceUnits';

/**
 * Why a price book is rejected. Names and values are as written in the file: the code that shows them must escape them.
 */
export type BookProblem =
  | StrictJsonProblem
  | ShapeProblem
  | ValueProblem
  | { readonly kind: 'notAnObject' | 'unknownVersion' | 'memoryMissing' | 'idleAboveActive' }
  | { readonly kind: 'aliasOfItself' | 'narrowBelowBroad' | 'sandboxIncomplete' }
  /** A matrix of the review has another number of cells in a row, or names a measurement or offer that the book lacks. */
  | { readonly kind: 'cellsNotColumns' }
  | { readonly kind: 'unknownMeasurement' | 'unknownOffer'; readonly id: string }
  /** A figure or rule cites a source that the book does not list. */
  | { readonly kind: 'unknownSource'; readonly source: string }
  | { readonly kind: 'listedTwice' | 'bundledId'; readonly id: string }
  /** `gpu` has no rate in the book and is not one of its aliases, or is a new GPU without an active rate. */
  | { readonly kind: 'aliasOfUnknownGpu' | 'aliasOfKnownGpu' | 'activeMissing'; readonly gpu: string }
  /** `extends` names a book that is not allowed. */
  | { readonly kind: 'unknownBase'; readonly bases: readonly string[] }
  | RateProblem;

/** What is wrong with a figure of a workspace's rates. Amounts are US dollars. */
export type RateProblem =
  /** `found` is JSON. */
  | { readonly kind: 'notADecimal'; readonly found: string }
  | { readonly kind: 'rateTooLow' | 'rateTooHigh'; readonly found: number; readonly bound: number }
  /** `key` prices the same GPU. */
  | { readonly kind: 'gpuTwice'; readonly gpu: string; readonly key: string };

/** A member that is not allowed, a missing member, or a value of the wrong type. */
export type ShapeProblem =
  | { readonly kind: 'unknownMember' | 'memberMissing'; readonly name: string }
  /**
   * `expected` and `found` are JSON or names of types, as valibot writes them. `isHourly`: most likely an hourly rate.
   */
  | {
      readonly kind: 'wrongType';
      readonly expected: string;
      readonly found: string;
      readonly isHourly: boolean;
    };

/** A value of the right type that is not allowed. */
export type ValueProblem =
  | TextProblem
  | { readonly kind: 'noRegions' | 'noGpuTypes' | 'notWhole' | 'lessThanOne' | 'negative' }
  | { readonly kind: 'tooHigh' | 'tooLow'; readonly found: number; readonly bound: number }
  /** `found` null: the message does not show the amount. */
  | { readonly kind: 'notPositive'; readonly found: number | null }
  | {
      readonly kind: 'belowUnit' | 'aboveUnit';
      readonly found: number;
      readonly unit: Unit;
      readonly bound: number;
    };

/** A text that is not allowed. */
export type TextProblem =
  | { readonly kind: 'textEmpty' | 'notOneLine' | 'notADate' | 'notAKey' | 'notAGpuType' | 'notHttps' }
  | { readonly kind: 'textTooLong' | 'tooManyItems'; readonly max: number };

/** A problem, and the JSON path of its place: `$.gpus.H100.idle`; `$` for the whole book. */
export interface BookProblemAt {
  readonly path: string;
  readonly problem: BookProblem;
}
