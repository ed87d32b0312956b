import type { GpuSaving } from '../../cost/savings';
import type { Declared, OldNameUse } from '../../modal/declaration';
import type { ParameterName } from '../../modal/parameters';
import type { Lineage } from '../../pricing/schema';

/** The findings of the rules on values in the code. */
export type ValueMessage =
  | {
      readonly rule: 'old-name';
      readonly kind: 'oldName';
      readonly arguments: {
        readonly old: string;
        readonly use: OldNameUse['use'];
        /** Versions of the SDK. Null: it never warned, or no version has the name. */
        readonly warnedSince: string | null;
        readonly refusedSince: string | null;
      };
    }
  | {
      readonly rule: 'no-price';
      readonly kind: 'noPrice';
      readonly arguments: {
        readonly types: readonly string[];
        /** The book in use. */
        readonly lineage: Lineage;
        /** Those of the types that Modal's list prices, where that is not the book in use. */
        readonly onList: readonly string[];
        readonly near: string | null;
      };
    }
  | {
      readonly rule: 'unknown-gpu';
      readonly kind: 'unknownGpu';
      readonly arguments: {
        /** The expression, as written. */
        readonly source: string;
        readonly reason: Declared<unknown>['reason'];
        /** What is known about it. */
        readonly gpus: readonly string[];
      };
    }
  | {
      readonly rule: 'gpu-count';
      readonly kind: 'fewerThanOneGpu';
      readonly arguments: { readonly count: number; readonly type: string };
    }
  | {
      readonly rule: 'gpu-count';
      readonly kind: 'moreGpusThanOffered';
      readonly arguments: { readonly count: number; readonly type: string; readonly max: number };
    }
  | {
      readonly rule: 'cheaper-gpu';
      readonly kind: 'cheaperGpu';
      readonly arguments: { readonly saving: GpuSaving & { readonly usdPerMonth: number } };
    }
  | {
      readonly rule: 'refused-value';
      /** The SDK takes an int. */
      readonly kind: 'notWholeNumber';
      readonly arguments: {
        readonly parameter: ParameterName;
        /** The expression, as written. */
        readonly source: string;
        readonly value: number;
      };
    }
  | ({ readonly rule: 'ignored-value' } & IgnoredValue);

type IgnoredValue =
  | {
      /** The SDK ignores the form and uses the default. */
      readonly kind: 'formIgnored';
      readonly arguments: { readonly parameter: ParameterName; readonly source: string };
    }
  | {
      readonly kind: 'nonpreemptibleWithGpu';
      readonly arguments: { readonly parameter: 'nonpreemptible' };
    }
  | {
      readonly kind: 'gpuFormNoted';
      readonly arguments: {
        readonly parameter: 'gpu';
        readonly source: string;
        readonly note: NonNullable<Declared<unknown>['note']>;
      };
    };
