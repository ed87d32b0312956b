import type { TextRange } from '../../modal/declaration';
import { childPath } from '../../json/jsonPath';
import type { JsonNode, Member, Span } from '../../json/jsonNode';
import { LineIndex } from '../../text/lineIndex';
import { nearestWord } from '../../text/nearestWord';
import { UNSEEN } from '../../text/unseen';
import type { EnvPlace, TeamNote, TeamProblem } from './team';
import type { TeamFileProblem, TeamUnit } from './teamProblem';

/** A value of the file, with the name of its member and its JSON path. */
export interface Field {
  readonly name: string;
  readonly path: string;
  readonly key: Span;
  readonly node: JsonNode;
}

/** The allowed values of a number. */
export interface NumberSpec {
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  readonly unit: TeamUnit;
}

/** What is wrong with a path that leads out of the folder. */
type PathOutside = 'bookOutsideFolder' | 'traceOutsideFolder' | 'billOutsideFolder';

/** Characters of a path. */
const MAX_PATH = 300;

/** Reads fields of a team file; collects the problems, and the lines of the valid fields. */
export class TeamReader {
  readonly problems: TeamProblem[] = [];
  readonly notes: TeamNote[] = [];
  readonly envPlaces: EnvPlace[] = [];
  /** By JSON path. */
  readonly inForce = new Map<string, number>();
  readonly #lines: LineIndex;

  constructor(text: string) {
    this.#lines = new LineIndex(text);
  }

  problem(path: string, span: Span, problem: TeamFileProblem): void {
    const range = this.range(span);
    const { line, column } = range.start;
    this.problems.push({ path, problem, line: line + 1, column: column + 1, range });
  }

  /** Adds a problem of a field's value. */
  refuse({ path, node }: Field, problem: TeamFileProblem): null {
    this.problem(path, node, problem);
    return null;
  }

  /** The known members of an object, by name. The others are reported as problems, with the most likely name. */
  members(object: Field, known: readonly string[]): ReadonlyMap<string, Field> {
    const { node, path, name } = object;
    const found = new Map<string, Field>();
    if (node.kind !== 'object') {
      this.refuse(object, { kind: 'objectExpected', name });
      return found;
    }
    for (const member of node.members) {
      const field = fieldOf(member, path);
      if (known.includes(field.name)) found.set(field.name, field);
      else this.#unknown(field, known);
    }
    return found;
  }

  #unknown({ name, path, key }: Field, known: readonly string[]): void {
    const nearest = nearestWord(name, known) ?? null;
    this.problem(path, key, { kind: 'unknownMember', name, nearest, known });
  }

  /** The value of a member, of which the line is stored if it is valid; null if it is missing or invalid. */
  read<T>(members: ReadonlyMap<string, Field>, name: string, read: (field: Field) => T | null): T | null {
    const field = members.get(name);
    if (!field) return null;
    const value = read(field);
    if (value !== null) this.hold(field);
    return value;
  }

  /** Stores the line of a valid field. */
  hold({ path, key }: Field): void {
    this.inForce.set(path, this.lineOf(key));
  }

  number(field: Field, spec: NumberSpec): number | null {
    const { name, node } = field;
    const { min, max, whole, unit } = spec;
    return (
      numberIn(node, spec) ??
      this.refuse(field, {
        kind: 'numberExpected',
        ...{ name, min, max, whole, unit, isText: node.kind === 'string' },
      })
    );
  }

  flag(field: Field): boolean | null {
    const { name, node } = field;
    return node.kind === 'boolean' ? node.value : this.refuse(field, { kind: 'flagExpected', name });
  }

  /** A text of one line. */
  line(field: Field, max: number): string | null {
    const { name, node } = field;
    const text = node.kind === 'string' ? node.value.trim() : '';
    if (text !== '' && text.length <= max && !UNSEEN.test(text)) return text;
    return this.refuse(field, { kind: 'lineExpected', name, max });
  }

  /** The path of a file in the folder of the team file; `outside` is what is wrong with any other. */
  path(field: Field, outside: PathOutside): string | null {
    const path = this.line(field, MAX_PATH);
    if (path === null) return null;
    if (path.includes('\\')) return this.refuse(field, { kind: 'backslashInPath' });
    const isOutside = /^(?:[/~]|[a-z]+:)/i.test(path) || path.split('/').includes('..');
    return isOutside ? this.refuse(field, { kind: outside }) : path;
  }

  /** The line of a range, from 1. */
  lineOf(span: Span): number {
    return this.#lines.at(span.start).line + 1;
  }

  range({ start, end }: Span): TextRange {
    return { start: this.#lines.at(start), end: this.#lines.at(end) };
  }
}

/** A member of the object at a path. */
export function fieldOf({ name, key, value }: Member, parent: string): Field {
  return { name, path: childPath(parent, name), key, node: value };
}

/** The number of a value, if it is one and within its bounds. */
export function numberIn(
  node: JsonNode,
  { min, max, whole }: { readonly min: number; readonly max: number; readonly whole: boolean },
): number | null {
  if (node.kind !== 'number' || node.value < min || node.value > max) return null;
  if (whole && !Number.isInteger(node.value)) return null;
  // Turns negative zero into zero.
  return node.value === 0 ? 0 : node.value;
}
