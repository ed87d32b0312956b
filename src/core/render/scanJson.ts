import type {
  CallChange,
  CallSite,
  Declaration,
  Declared,
  DeclaredGpu,
  OldNameUse,
  Parameters,
  StackedDecorator,
  UnreadSpread,
} from '../modal/declaration';
import type { Gpu } from '../modal/gpu';
import { PARAMETER_NAMES } from '../modal/parameters';
import type { Reason } from '../modal/reason';
import { LazyList } from '../json/jsonChunks';
import { cellJson } from './placeText';
import { declaredNoteText } from './words/declaredNotes';
import { reasonText } from './words/reasons';
import { replacementText } from './words/replacements';
import type { SkippedFile } from '../workspace/skipReason';
import { skippedJson } from './words/skipReasons';

/** The version of the scan output; its schema is schemas/scan.schema.json. */
export const SCAN_VERSION = 1;

/** What a scan of a workspace found. */
export interface WorkspaceScan {
  readonly seen: number;
  readonly parsed: number;
  readonly skipped: readonly SkippedFile[];
  readonly declarations: readonly Declaration[];
  readonly callSites: readonly CallSite[];
}

/** The scan output as plain data: what `modal-cost scan --format json` prints. */
export function scanJson(scan: WorkspaceScan): object {
  return {
    version: SCAN_VERSION,
    reads: ['gpu', ...PARAMETER_NAMES.filter((name) => name !== 'gpu')],
    files: { seen: scan.seen, parsed: scan.parsed, skipped: skippedJson(scan.skipped) },
    declarations: new LazyList(scan.declarations, declarationJson),
    callSites: new LazyList(scan.callSites, callSiteJson),
  };
}

export function declarationJson(declaration: Declaration): object {
  const { file, line, endLine, defLine, name, qualname, kind, registeredBy, count, app } = declaration;
  const { oldNames, unreadSpreads } = declaration;
  return {
    file,
    ...cellJson(declaration),
    line,
    endLine,
    defLine,
    name,
    qualname,
    kind,
    registeredBy,
    count,
    app,
    gpu: gpuJson(declaration.gpu),
    params: paramsJson(declaration.params),
    ...stackedJson('concurrent', declaration.concurrent),
    ...stackedJson('batched', declaration.batched),
    ...stackedJson('clustered', declaration.clustered),
    ...(unreadSpreads.length > 0 ? { unreadSpreads: unreadSpreads.map(spreadJson) } : {}),
    ...(oldNames.length > 0 ? { oldNames: oldNames.map(oldNameJson) } : {}),
  };
}

function oldNameJson({ old, use, warnedSince, refusedSince, line }: OldNameUse): object {
  return { old, use: replacementText(use), useKind: use.kind, warnedSince, refusedSince, line };
}

function spreadJson({ source, line, reason }: UnreadSpread): object {
  return { source, line, ...reasonJson(reason) };
}

/** Why something is not known: in words, and as the kind that stays the same whatever the words are. */
export function reasonJson(reason: Reason | null): {
  readonly reason: string | null;
  readonly reasonKind: Reason['kind'] | null;
} {
  return { reason: reason && reasonText(reason), reasonKind: reason?.kind ?? null };
}

export function callSiteJson(site: CallSite): object {
  const { file, line, form, gpu, params, changes, text } = site;
  return {
    file,
    ...cellJson(site),
    line,
    form,
    gpu: gpuJson(gpu),
    params: paramsJson(params),
    ...(changes ? { changes: changeJson(changes) } : {}),
    text,
  };
}

function changeJson({ method, target, chain, concurrent, batched, unreadSpreads }: CallChange): object {
  return {
    method,
    target,
    chained: chain.length,
    ...stackedJson('concurrent', concurrent),
    ...stackedJson('batched', batched),
    ...(unreadSpreads.length > 0 ? { unreadSpreads: unreadSpreads.map(spreadJson) } : {}),
  };
}

function gpuJson(gpu: DeclaredGpu): object {
  return {
    source: gpu.source === '' ? null : gpu.source,
    status: gpu.status,
    options: (gpu.value ?? []).map(optionJson),
    ...(gpu.candidates.length > 0
      ? { candidates: gpu.candidates.map((options) => options.map(optionJson)) }
      : {}),
    ...common(gpu),
  };
}

function optionJson(gpu: Gpu): object {
  return gpu.type === null ? { type: null } : { type: gpu.type, count: gpu.count };
}

function paramsJson(params: Parameters): object {
  const entries = PARAMETER_NAMES.flatMap((name) => {
    const value = params[name];
    return value ? [[name, parameterJson(value)] as const] : [];
  });
  return Object.fromEntries(entries);
}

function stackedJson(name: string, stacked: StackedDecorator | null): object {
  if (!stacked) return {};
  return {
    [name]: Object.fromEntries(Object.entries(stacked).map(([key, value]) => [key, parameterJson(value)])),
  };
}

function parameterJson(value: Declared<unknown>): object {
  return {
    source: value.source,
    line: value.line,
    status: value.status,
    value: value.value,
    ...(value.candidates.length > 0 ? { candidates: value.candidates } : {}),
    ...common(value),
  };
}

/** What every value may carry: why it is unknown, what is amiss, and where it came from. */
function common(value: Declared<unknown>): object {
  return {
    ...reasonJson(value.reason),
    ...(value.via === null ? {} : { via: value.via }),
    ...(value.note === null ? {} : { note: declaredNoteText(value.note), noteKind: value.note.kind }),
    ...(value.ignored ? { ignored: true } : {}),
    ...(value.origins.length > 0 ? { origins: value.origins } : {}),
  };
}
