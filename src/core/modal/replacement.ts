/** What replaces an old name, as data; `render/words` words what is not code. */
export type Replacement =
  | { readonly kind: 'code'; readonly code: string }
  /** A text such as `gpu="H100:2"`, where the GPU is not known. */
  | { readonly kind: 'gpuText' }
  /** `min_containers` of the class that the method belongs to. */
  | { readonly kind: 'classMinContainers' };
