import type { Declared, OldNameUse } from '../../modal/declaration';
import type { ParameterName } from '../../modal/parameters';
import type { Lineage } from '../../pricing/schema';

/** What the rules on written values find. */
export type ValueMessage =
  | {
      readonly rule: 'old-name';
      readonly kind: 'oldName';
      readonly arguments: {
        readonly old: string;
        readonly use: OldNameUse['use'];
        /** Versions of the SDK. Null: it never warned; no version knows the name. */
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
        /** Another book than Modal's list, which has no price either. */
        readonly isBesideList: boolean;
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
        /** What is known of it all the same. */
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
  | ({ readonly rule: 'ignored-value' } & IgnoredValue);

type IgnoredValue =
  | {
      /** The SDK passes over the form, and the default holds. */
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
