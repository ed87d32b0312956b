/** What a fix of old names had to leave as it is. Texts of code are as they stand there, whole. */
export type OldNameNote =
  /** A key of a dict from elsewhere. */
  | { readonly kind: 'spreadFromElsewhere'; readonly old: string; readonly spread: string }
  /** A key of a dict, `dict` by name, that other code may ask for. */
  | { readonly kind: 'keyReadElsewhere'; readonly old: string; readonly dict: string }
  /** A dict that other declarations spread too. */
  | {
      readonly kind: 'spreadShared';
      readonly old: string;
      readonly spread: string;
      readonly declaration: string;
    }
  /** The declaration has `@modal.concurrent` already. */
  | { readonly kind: 'hasConcurrent'; readonly declaration: string }
  /** A call, by its line from 1, that has no decorator for the setting to move to. */
  | { readonly kind: 'noDecorator'; readonly old: string; readonly line: number }
  | { readonly kind: 'beforeWithConcurrency'; readonly old: string; readonly line: number }
  /** `gpu=` a value that may be a truth value in some runs. */
  | { readonly kind: 'mayBeTruthGpu'; readonly value: string }
  /** Code reads an attribute of a `modal.gpu` object, which a string does not have. */
  | { readonly kind: 'readsGpuObject'; readonly attribute: string }
  /** A call of `modal.gpu` whose string is not certain. */
  | { readonly kind: 'gpuNotUnderstood'; readonly call: string }
  /** The present name means something else in the file. */
  | { readonly kind: 'nameTaken'; readonly old: string; readonly name: string };
