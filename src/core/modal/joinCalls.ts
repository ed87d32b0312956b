/** Finds the declarations that calls change, among all that the files of a workspace declare. */
import { compareText } from '../text/compareText';
import type { CallSite, CallTarget, Declaration, DeclaredParameter, JoinedCall } from './declaration';
import type { FileScan } from './scan';

/** Which call changes what; calls and declarations are the objects of the scans. */
export interface JoinedCalls {
  /** The declaration that a call changes; null if none of the scans has it. */
  targetOf(call: CallSite): Declaration | null;
  /** The calls on a declaration itself, by file and line. */
  onDeclaration(declaration: Declaration): readonly JoinedCall[];
  /** The calls that set the autoscaler of the variant that a call makes. */
  onVariant(call: CallSite): readonly JoinedCall[];
}

/**
 * Joins the calls of several scans with their declarations.
 * Work: one look at each declaration and call, and none at declarations if no call changes any.
 */
export function joinCalls(scans: readonly FileScan[]): JoinedCalls {
  const calls = scans.flatMap(({ callSites }) => callSites.filter(({ changes }) => changes !== null));
  if (calls.length === 0) return NONE;
  const declarations = new Declarations(scans);
  const targets = new Map<CallSite, Declaration>();
  const onDeclarations = new Groups<Declaration>();
  const onVariants = new Groups<string>();
  for (const call of calls.sort(byPlace)) {
    const { target, chain } = call.changes!;
    const declaration = declarations.find(target);
    if (declaration) targets.set(call, declaration);
    const joined = { call, schedule: scheduleOf(call, declarations) };
    const variant = chain.at(-1);
    // A variant of a variant is one of the declaration.
    if (variant && call.form === 'update_autoscaler') onVariants.add(variantKey(variant), joined);
    else if (declaration) onDeclarations.add(declaration, joined);
  }
  return {
    targetOf: (call) => targets.get(call) ?? null,
    onDeclaration: (declaration) => onDeclarations.of(declaration),
    onVariant: (call) => onVariants.of(variantKey(call)),
  };
}

/** Of each file, the others that what it costs depends on. */
export type Surroundings<File> = (file: File) => readonly File[];

/**
 * The files that a file's costs depend on: those whose calls may change it, and, for its own calls, those that may declare
 * what they change. Null if no call changes anything, so that each file stands alone.
 */
export function surroundings<File extends FileScan>(files: readonly File[]): Surroundings<File> | null {
  const callers = files.filter(({ callSites }) => callSites.some(({ changes }) => changes !== null));
  if (callers.length === 0) return null;
  return (file) => (callers.includes(file) ? files : callers).filter((each) => each !== file);
}

const NONE: JoinedCalls = { targetOf: () => null, onDeclaration: () => [], onVariant: () => [] };

/** The schedule that runs a call, if it runs with each run of a function on one. */
function scheduleOf(call: CallSite, declarations: Declarations): DeclaredParameter | null {
  const within = call.changes?.within;
  if (!within) return null;
  const runner = declarations.find({ kind: 'definition', file: call.file, ...within });
  return runner?.params.schedule ?? null;
}

/** Declarations by where they are defined, and by the names that they are deployed under. */
class Declarations {
  private readonly defined = new Groups<string, Declaration>();
  private readonly deployed = new Groups<string, Declaration>();
  private readonly registered = new Groups<string, Declaration>();

  constructor(scans: readonly FileScan[]) {
    for (const { declarations } of scans)
      for (const each of declarations) {
        if (each.registeredBy === 'call') this.registered.add(beginKey(each), each);
        this.defined.add(JSON.stringify([each.file, each.name]), each);
        const app = each.appName ?? each.appVariable;
        const name = each.deployedName === undefined ? each.name : each.deployedName;
        if (app !== undefined && name !== null) this.deployed.add(JSON.stringify([app, name]), each);
      }
  }

  /** Null also where several may be meant. */
  find(target: CallTarget): Declaration | null {
    switch (target.kind) {
      case 'definition': {
        if (target.registeredAt) return this.registration(target.registeredAt);
        const found = this.defined.of(JSON.stringify([target.file, target.name]));
        return found.find(({ defLine }) => defLine === target.line) ?? onlyOne(found);
      }
      case 'deployed':
        return onlyOne(this.deployed.of(JSON.stringify([target.app, target.name])));
      case 'unknown':
        return null;
    }
  }

  /** What a call registers; or what the call within its helper does. */
  private registration(places: readonly Pick<Declaration, 'file' | 'range'>[]): Declaration | null {
    const found = places.map((place) => this.registered.of(beginKey(place)));
    return onlyOne(found.find(({ length }) => length > 0) ?? []);
  }
}

class Groups<Key, Member = JoinedCall> {
  private readonly groups = new Map<Key, Member[]>();

  add(key: Key, member: Member): void {
    const group = this.groups.get(key);
    if (group) group.push(member);
    else this.groups.set(key, [member]);
  }

  of(key: Key): readonly Member[] {
    return this.groups.get(key) ?? [];
  }
}

/** Where a call that registers begins. */
function beginKey({ file, range }: Pick<Declaration, 'file' | 'range'>): string {
  return JSON.stringify([file, range.start]);
}

function onlyOne<T>(found: readonly T[]): T | null {
  return found.length === 1 ? found[0]! : null;
}

/** A variant, by the call that makes it; a call in a helper may make several. */
function variantKey({ file, range, gpu }: Pick<CallSite, 'file' | 'range' | 'gpu'>): string {
  return JSON.stringify([file, range.start, range.end, gpu.status, gpu.value, gpu.candidates]);
}

function byPlace(a: CallSite, b: CallSite): number {
  return compareText(a.file, b.file) || a.line - b.line;
}
