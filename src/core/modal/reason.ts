import type { PythonReason } from '../python/pythonReason';

/** Why a declared value is not known, as data; `render/words` makes sentences of it. */
export type Reason = PythonReason | ValueReason | GpuReason;

/** The value is known, or nearly so, and is none that Modal's parameters take. `call` is a path below `modal`. */
export type ValueReason =
  | { readonly kind: 'noValue' | 'notPlainValue' | 'scheduleNotKnown' }
  | { readonly kind: 'runtimeModalCall' | 'takesKeywordsOnly'; readonly call: string }
  | { readonly kind: 'modalArgumentNotKnown'; readonly argument: string; readonly call: string }
  /** It may be in a `**` spread that is not known, for `reason`. */
  | { readonly kind: 'mayComeFromSpread'; readonly spread: string; readonly reason: PythonReason }
  /** A call sets it when it runs; `reason` is why its own value is not known. */
  | {
      readonly kind: 'setByCall';
      readonly file: string;
      readonly line: number;
      readonly reason: Reason | null;
    }
  /** It is that of a declaration which a call changes, and which is not found. */
  | { readonly kind: 'targetNotFound'; readonly expression: string }
  /** The expression is no number, or one beyond what the parameter takes. */
  | { readonly kind: 'notNumberForParameter'; readonly expression: string; readonly parameter: string }
  /** The SDK takes an int, and Modal rejects the value. */
  | {
      readonly kind: 'notWholeForParameter';
      readonly expression: string;
      readonly parameter: string;
      readonly value: number;
    };

/** Modal would refuse the value as a GPU, or its count is not known. */
export type GpuReason =
  | { readonly kind: 'gpuNotText' | 'gpuListInList' | 'gpuWithoutType' | 'gpuCountNotKnown' }
  | { readonly kind: 'gpuCountInvalid'; readonly count: string }
  | { readonly kind: 'notGpu'; readonly call: string };
