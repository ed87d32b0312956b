/** What a call such as `Model.with_options(gpu="H100")` changes, as far as one file says it. */
import type {
  CallSite,
  Declaration,
  DeclaredGpu,
  DeclaredParameter,
  Parameters,
  StackedDecorator,
  TextRange,
  UnreadSpread,
} from './declaration';

/** The first three make a variant with containers of its own; the others set the autoscaler until the next deploy. */
export type ChangingMethod =
  'with_options' | 'with_concurrency' | 'with_batching' | 'update_autoscaler' | 'keep_warm';

/** What a call is made on; which declaration that is, `joinCalls` finds among those of the workspace. */
export type CallTarget =
  /** A function or class, by its file, name and the line of its `def` or `class`. */
  | { readonly kind: 'definition'; readonly file: string; readonly name: string; readonly line: number }
  /** `modal.Function.from_name("app", "f")` or `modal.Cls.from_name("app", "C")`. */
  | { readonly kind: 'deployed'; readonly app: string; readonly name: string }
  /** Only a run can tell; the expression as written. */
  | { readonly kind: 'unknown'; readonly source: string };

/** The values that one call gives. */
export interface CallValues {
  readonly gpu: DeclaredGpu;
  readonly params: Parameters;
  /** Of `with_concurrency`. */
  readonly concurrent: StackedDecorator | null;
  /** Of `with_batching`. */
  readonly batched: StackedDecorator | null;
  readonly unreadSpreads: readonly UnreadSpread[];
}

/** A call earlier in a chain, whose variant the next one is called on. */
export interface ChainLink extends CallValues {
  readonly file: string;
  readonly range: TextRange;
}

export interface CallChange extends Omit<CallValues, 'gpu' | 'params'> {
  readonly method: ChangingMethod;
  readonly target: CallTarget;
  /** The calls before it in the chain that made the variant, the first first; empty for the declaration itself. */
  readonly chain: readonly ChainLink[];
  /** Whether another call follows on its result, so that its own variant is only a step to that one's. */
  readonly isContinued: boolean;
  /** The function that runs the call whenever it runs: by its name and the line of its `def`; null if that is not sure. */
  readonly within: { readonly name: string; readonly line: number } | null;
}

/** A call with the declaration that it changes. */
export interface JoinedCall {
  readonly call: CallSite;
  /** The `schedule=` of the function that runs the call; null without one, or if it may run at other times too. */
  readonly schedule: DeclaredParameter | null;
}

/** How long a warm pool has a size: the share of all time, from 0 to 1. */
export interface PoolHours {
  readonly containers: number;
  readonly share: number;
}

/** What calls change in a declaration, or in the variant that another call makes. */
export interface ChangedBy {
  /** Those that set its autoscaler. */
  readonly autoscaler: readonly JoinedCall[];
  /** The sizes of its warm pool over time, where schedules switch it; null if the time of a call is unknown. */
  readonly hours: readonly PoolHours[] | null;
  /** The variants that calls make of it, priced as the calls are. */
  readonly variants: readonly CallSite[];
  /** Its parameters without the calls. */
  readonly written: Parameters;
}

/** A call as a subject that has a price: its values are those of the variant. */
export interface JoinedChange {
  /** Null if the workspace does not declare what it changes, or if only a run can tell. */
  readonly declaration: Declaration | null;
  /** Changes of the variant itself; null if there are none. */
  readonly changedBy: ChangedBy | null;
  /** The values that the call itself writes. */
  readonly own: Pick<CallSite, 'gpu' | 'params'>;
}

/** Whether a call makes a variant, with containers of its own. */
export function makesVariant({ form }: Pick<CallSite, 'form'>): boolean {
  return form === 'with_options';
}

/**
 * Whether what a call costs is in the figures of something else: a call that sets the autoscaler of a declaration, or of
 * another call's variant, and a call whose variant is only a step to another one.
 */
export function isCountedElsewhere({ form, changes, joined }: CallSite): boolean {
  if (changes === null) return false;
  return makesVariant({ form }) ? changes.isContinued : joined?.declaration != null;
}
