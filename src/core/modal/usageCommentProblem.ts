import type { UsageField, UsageValue } from './usageFields';
import type { TextRange } from './declaration';

/** What is wrong with a usage comment, where it stands. It is ignored, never guessed. */
export type UsageCommentProblem = UsageCommentFault & { readonly range: TextRange };

/** The same without its place. */
export type UsageCommentFault =
  /** It stands above no declaration. */
  | { readonly kind: 'strayComment' }
  /** `misspelledMarker`: it begins in another way than `# modal-cost:`, such as `# modal cost:`. */
  | { readonly kind: 'missingColon' | 'misspelledMarker' | 'emptyComment' }
  | { readonly kind: 'lineTooLong'; readonly max: number }
  /** `near` is the field that is most likely meant. */
  | { readonly kind: 'unknownField'; readonly word: string; readonly near: UsageField | null }
  | { readonly kind: 'valueMissing' | 'repeatedField'; readonly field: UsageField }
  | {
      readonly kind: 'invalidValue';
      readonly problem: Extract<UsageValue, { readonly problem: unknown }>['problem'];
    };
