import type { ParameterName } from '../modal/parameters';
import type { OldNameNote } from './oldNames/oldNameNote';

/** What a person should know of an edit, or of a place that was not followed. */
export type EditNote =
  /** A name that is bound several times; `lines` count from 1. */
  | { readonly kind: 'boundSeveralTimes'; readonly name: string; readonly lines: readonly number[] }
  | { readonly kind: 'imported'; readonly name: string; readonly from: ImportSource }
  | { readonly kind: 'isParameter'; readonly name: string; readonly of: string }
  | { readonly kind: 'notAConstant'; readonly name: string }
  /** Names such as MINUTES, which other values are counted in. */
  | { readonly kind: 'isUnit'; readonly names: readonly string[] }
  /** A spread whose keys are not known may give a parameter that is added beside it. */
  | { readonly kind: 'spreadMaySet'; readonly spread: string; readonly name: ParameterName }
  | OldNameNote;

/** Where an imported value stands: a module that was not found, by the name in the import, a file, or a cell of this notebook. */
export type ImportSource =
  | { readonly kind: 'module'; readonly name: string }
  | { readonly kind: 'file'; readonly file: string }
  | { readonly kind: 'cell'; readonly number: number };
