import type { Dependency } from '../python/dependencies';
import type { Point } from '../python/parser';
import type { PythonReason } from '../python/pythonReason';
import type { Origin } from '../python/pyValue';
import type { DeclaredNote } from './declaredNote';
import type { Gpu } from './gpu';
import type { ParameterName } from './parameters';
import type { Reason } from './reason';
import type { Replacement } from './replacement';

/** How sure a value is; what each means stands in docs/declarations.md. */
export type Certainty = 'known' | 'range' | 'unknown' | 'absent';

/** A stretch of text: lines and columns from 0, as `vscode.Range` counts. */
export interface TextRange {
  readonly start: Point;
  readonly end: Point;
}

/** What a parameter's value can be once folded. A `(request, limit)` pair is a list of two. */
export type ParameterValue =
  null | boolean | number | string | readonly ParameterValue[] | Schedule | Retries;

/** `modal.Period(days=1)` by its given fields, or `modal.Cron("0 9 * * *", timezone="UTC")`. */
export type Schedule = Period | Cron;
export interface Period {
  readonly type: 'period';
  readonly years?: number;
  readonly months?: number;
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
}
export interface Cron {
  readonly type: 'cron';
  readonly cron: string;
  readonly timezone: string;
}
export interface Retries {
  readonly type: 'retries';
  readonly [field: string]: number | 'retries';
}

/** One value as the source gives it, with how sure it is and where it came from. */
export interface Declared<T> {
  /** The expression as written; empty for an absent value. */
  readonly source: string;
  /** The line that the value begins in, from 1. */
  readonly line: number;
  readonly status: Certainty;
  /** The value when known; null otherwise, and for a known None. */
  readonly value: T | null;
  /** For a range every value it can take, in source order; for an unknown those that are known of it. */
  readonly candidates: readonly T[];
  /** For an unknown value: why. */
  readonly reason: Reason | null;
  readonly origins: readonly Origin[];
  /** Where the keyword stands in the text, name and value; null for an absent one. */
  readonly range: TextRange | null;
  /** The spread that gave it, such as `**config`; null for a keyword. */
  readonly via: string | null;
  /** What to know of a value that is understood all the same. */
  readonly note: DeclaredNote | null;
  /** True where the SDK passes over this form without a word, so that the default holds. */
  readonly ignored: boolean;
  /** The code that an unknown value depends on besides its own expression; absent where there is none. */
  readonly dependsOn?: readonly Dependency[];
}

export type DeclaredGpu = Declared<readonly Gpu[]>;
export type DeclaredParameter = Declared<ParameterValue>;
export type Parameters = Readonly<Partial<Record<ParameterName, DeclaredParameter>>>;

export type DeclarationKind = 'function' | 'cls' | 'server' | 'sandbox';

/** What has a price: a declaration, or a call that costs or changes what a declaration costs. */
export type Subject = Declaration | CallSite;

/** A function, class or server that a Modal app declares, or a sandbox, with everything that decides what it costs. */
export interface Declaration {
  readonly type: 'declaration';
  readonly file: string;
  /** The cell of a notebook file, from 1, that lines are counted in; absent in a file of Python. */
  readonly cell?: number;
  /** The decorator's first and last line and the `def` or `class` line, from 1; of a call, the last line is both. */
  readonly line: number;
  readonly endLine: number;
  readonly defLine: number;
  readonly name: string;
  /** Python's qualified name, such as `make.<locals>.serve`. */
  readonly qualname: string;
  readonly kind: DeclarationKind;
  /** `call`: `app.function(…)(f)` in the place of a decorator, or a call that creates a sandbox. */
  readonly registeredBy: 'decorator' | 'call';
  /** How many the code declares; null where a loop does so nobody knows how often. */
  readonly count: 1 | null;
  /** The app as the code names it, such as `app` or `stub`; empty for a sandbox without one. */
  readonly app: string;
  /** The app's name, as Modal knows it; null where it has none that is known here. */
  readonly appName: string | null;
  /** The environment variable that names the app, as `$APP`, where its name is not known. */
  readonly appVariable?: string;
  /** What `name=` deploys it as, in place of `name`: null for a name that is not known; absent without one. */
  readonly deployedName?: string | null;
  /** Whether only its keywords show that it registers with a Modal app: its receiver is not known. */
  readonly isProbable?: boolean;
  readonly gpu: DeclaredGpu;
  readonly params: Parameters;
  /** `@modal.concurrent(max_inputs=, target_inputs=)`, where stacked. */
  readonly concurrent: StackedDecorator | null;
  /** `@modal.batched(max_batch_size=, wait_ms=)`, on the function or on a method of the class. */
  readonly batched: StackedDecorator | null;
  /** `@modal.experimental.clustered(size)`: containers an input. */
  readonly clustered: StackedDecorator | null;
  /** How it serves HTTP requests: the decorator on the function or on a method of the class; absent if it does not. */
  readonly web?: WebDecorator;
  /** Spreads that could not be read, and so may set anything. */
  readonly unreadSpreads: readonly UnreadSpread[];
  /** Old spellings other than parameters, such as `modal.Stub` or `modal.gpu.H100(...)`. */
  readonly oldNames: readonly OldNameUse[];
  /** The decorator in the text, from `@`; or the call. */
  readonly range: TextRange;
  /** The call that takes the keywords, which may stand elsewhere in the file; null where several do, or one of another file. */
  readonly options: TextRange | null;
  /** True when the text does not parse here just now: this is what it last said, or an unfinished one. */
  readonly stale: boolean;
  /** What calls change in it; absent if none does. */
  readonly changedBy?: ChangedBy;
  /** A decorator that is being written, above no definition yet: it is named as its kind, and `stale`. */
  readonly unfinished?: true;
}

/** Whether something is a decorator that is still being written: it counts where it stands, and in no sum beyond its file. */
export function isUnfinished(subject: Subject): boolean {
  return subject.type === 'declaration' && subject.unfinished === true;
}

/** Whether a value is one of several, and only the environment or a run decides which: a switch. A list of GPU fallbacks is none. */
export function isSwitched({ gpu, params }: Pick<Subject, 'gpu' | 'params'>): boolean {
  return [gpu, ...Object.values(params)].some(({ status }) => status === 'range');
}

/** Whether it is declared nobody knows how often, by a loop over what only a run knows. */
export function isCountUnknown(subject: Subject): boolean {
  return subject.type === 'declaration' && subject.count === null;
}

/** The decorators of Modal that make something answer HTTP requests. */
export const WEB_DECORATORS = [
  'fastapi_endpoint',
  'web_endpoint',
  'asgi_app',
  'wsgi_app',
  'web_server',
] as const;
export type WebDecorator = (typeof WEB_DECORATORS)[number];

export type StackedDecorator = Readonly<Record<string, DeclaredParameter>>;

export interface UnreadSpread {
  readonly source: string;
  readonly line: number;
  readonly reason: PythonReason;
  /** As of an unknown value. */
  readonly dependsOn?: readonly Dependency[];
}

/** The first three make a variant with containers of its own; the others set the autoscaler until the next deploy. */
export type ChangingMethod =
  'with_options' | 'with_concurrency' | 'with_batching' | 'update_autoscaler' | 'keep_warm';

/** What a call is made on; which declaration that is, `joinCalls` finds among those of the workspace. */
export type CallTarget =
  /** A function or class, by its file, name and the line of its `def` or `class`. */
  | {
      readonly kind: 'definition';
      readonly file: string;
      readonly name: string;
      readonly line: number;
      /** For what a call registers: that call, or else the one within its helper. */
      readonly registeredAt?: readonly { readonly file: string; readonly range: TextRange }[];
    }
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
  /** Whether it is a method that is handed on, to be called nobody knows with what. */
  readonly isCalledElsewhere?: true;
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

/** An old name in use: what replaces it, and the SDK versions that warned of it and refuse it. */
export interface OldNameUse {
  readonly old: string;
  readonly use: Replacement;
  readonly warnedSince: string | null;
  readonly refusedSince: string | null;
  readonly line: number;
  /** Where it stands, if it is written out. */
  readonly range: TextRange | null;
}

export type CallSiteForm = 'with_options' | 'update_autoscaler' | 'image_build';

/** A call that costs, or changes what a declaration costs. */
export interface CallSite {
  readonly type: 'call';
  readonly file: string;
  /** As of a declaration. */
  readonly cell?: number;
  readonly line: number;
  readonly form: CallSiteForm;
  readonly gpu: DeclaredGpu;
  readonly params: Parameters;
  /** For a call that changes a declaration: what it changes; null for one that costs by itself. */
  readonly changes: CallChange | null;
  /** The declaration that it changes, once `joinCalls` has looked for it: then `gpu` and `params` are those of the variant. */
  readonly joined?: JoinedChange;
  /** Old spellings other than parameters, such as `f.keep_warm(1)` itself. */
  readonly oldNames: readonly OldNameUse[];
  /** The call as written, shortened. */
  readonly text: string;
  readonly range: TextRange;
}
