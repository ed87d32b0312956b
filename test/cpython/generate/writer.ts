import type { Random } from '../../model/random';

/** What an expression gives: a GPU with or without a count, the name of a GPU alone, or a small whole number above 0. */
export type Type = 'gpu' | 'kind' | 'int';

/** The fields that every dict and object of a generated module has, by the parameters that they are for. */
export const FIELDS = { gpu: 'gpu', min_containers: 'int', timeout: 'int' } as const;
export type Field = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as readonly Field[];

/** A dict or an object with the fields, under the expression that gives it. */
export interface Holder {
  readonly text: string;
  readonly kind: 'dict' | 'object';
  readonly isMutable: boolean;
}
export interface Variable {
  readonly name: string;
  readonly type: Type;
  /** False for what another module holds: it may be read only. */
  readonly isOwn: boolean;
}
/** A list of at least two values. */
export interface List {
  readonly text: string;
  readonly type: Type;
}
/** A function without side effects, and what it takes, in order. */
export interface PureFunction {
  readonly text: string;
  readonly takes: readonly Type[];
  readonly gives: Type;
}

/** The ways to write something, by name. */
export type Productions<T> = Readonly<Record<string, (writer: Writer) => T>>;

const MAX_DEPTH = 3;
const GPUS: Readonly<Record<Type, readonly string[]>> = {
  gpu: ['"T4"', '"L4"', '"A10"', '"H100"', '"a100-80gb"', '"H200:2"', '"B200:8"', '"L40S"'],
  kind: ['"T4"', '"H100"', '"A10"', '"B200"', '"l4"'],
  int: [],
};

/** Writes one Python file at random: which names there are by now, and what they hold. */
export class Writer {
  readonly variables: Variable[] = [];
  readonly holders: Holder[] = [];
  readonly lists: List[] = [];
  readonly functions: PureFunction[] = [];
  readonly lines: string[] = [];
  private readonly imports = new Set<string>();
  private count = 0;
  private depth = 0;

  constructor(
    readonly random: Random,
    private readonly prefix = '',
  ) {}

  /** A name that is new to the file. */
  name(stem: string): string {
    return `${this.prefix}${stem}${++this.count}`;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.random.below(from.length)]!;
  }

  chance(share: number): boolean {
    return this.random.uniform() < share;
  }

  /** One of the productions at random; undefined where it does not apply. */
  produce<T>(productions: Productions<T | undefined>): T | undefined {
    const names = Object.keys(productions);
    const [name] = [names[this.random.below(names.length)]];
    return name === undefined ? undefined : productions[name]!(this);
  }

  /** Runs `write` unless the expression is deep enough already. */
  deeper<T>(write: () => T | undefined): T | undefined {
    if (this.depth >= MAX_DEPTH) return undefined;
    this.depth++;
    try {
      return write();
    } finally {
      this.depth--;
    }
  }

  literal(type: Type): string {
    return type === 'int' ? String(1 + this.random.below(9)) : this.pick(GPUS[type]);
  }

  /** The name of a module of the standard library, imported once. */
  module(name: string): string {
    this.imports.add(`import ${name}`);
    return name;
  }

  /** A name of such a module. */
  imported(module: string, name: string): string {
    this.imports.add(`from ${module} import ${name}`);
    return name;
  }

  add(...lines: readonly string[]): void {
    this.lines.push(...lines);
  }

  text(...before: readonly string[]): string {
    return `${[...before, ...[...this.imports].sort(), ...this.lines].join('\n')}\n`;
  }
}

export function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `    ${line}`);
}

/** The expression that reads a field of a holder. */
export function fieldOf({ kind, text }: Holder, field: Field): string {
  return kind === 'dict' ? `${text}["${field}"]` : `${text}.${field}`;
}
