/** What to know of a value that is understood all the same, as data; `render/words` makes sentences of it. */
export type DeclaredNote =
  /** A tuple of GPUs, which the SDK refuses since 0.64.142. */
  | { readonly kind: 'gpuTuple' }
  /** The SDK passes over the form without a word, so that the default holds. */
  | { readonly kind: 'floatIgnored' | 'listIgnored' }
  /** The team file gives the value: by the key in its line `line`, from 1, the most specific of `keys` that match. */
  | { readonly kind: 'teamValue'; readonly line: number; readonly keys: number };
