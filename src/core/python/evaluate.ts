import type { Node } from 'web-tree-sitter';
import { fold } from './expressions';
import type { Import, PythonModule } from './module';
import { binary } from './operators';
import { Scopes, type Definition } from './scope';
import { Slots, Work } from './work';
import { dottedName, field, last, quote, type Path } from './syntax';
import {
  combine,
  fromEnvironment,
  known,
  MAX_WEIGHT,
  oneOf,
  single,
  truth,
  unknown,
  weight,
  withOrigin,
  type Evaluation,
  type Origin,
} from './pyValue';
import { t } from '../render/words/translate';

/** Finds the workspace's own modules. `pending` is one that exists but has not been read yet. */
export interface ModuleFinder {
  find(from: PythonModule, module: string, level: number): PythonModule | 'absent' | 'pending';
}

/** A finder for a file that stands alone: nothing that it imports is known. */
export const NO_MODULES: ModuleFinder = { find: () => 'absent' };

/** What follows a name where the value behind it is changed in place. */
const MUTATION =
  /^((\[[^\][\n]*\]|\.\w+)\s*([-+*/|]|\/\/)?=(?!=)|\.(update|setdefault|pop|popitem|clear|append|extend|insert|remove)\s*\(|\s*\|=)/;

/** A class definition, with the evaluator of the module it stands in. */
export interface ClassSite {
  readonly evaluator: Evaluator;
  readonly node: Node;
  readonly path: Path;
}

/** Folds the expressions of one module to what they are with every environment variable unset. It runs nothing. */
export class Evaluator {
  private readonly scopes: Scopes;
  /** What definitions come to. */
  private readonly defined = new Slots<Evaluation>();
  private readonly judged = new Slots<boolean>();
  private readonly changes = new Map<string, number | undefined>();

  constructor(
    readonly module: PythonModule,
    private readonly modules: ModuleFinder = NO_MODULES,
    readonly work = new Work(),
    /** One for each module that has a part in a scan: what it has found out serves the next question. */
    private readonly evaluators = new Map<PythonModule, Evaluator>(),
  ) {
    evaluators.set(module, this);
    this.scopes = new Scopes(module, this.work, {
      decide: (test, path) => this.decide(test, path),
      gives: (found, name) => this.gives(found, name),
      inCell: (cell, name) => this.forModule(cell).scopes.inOwnText(name),
    });
  }

  /** Names the module among those of a scan. */
  private get id(): string {
    return `${this.module.file}#${this.module.cell?.number ?? ''}`;
  }

  /** What an expression can be where `path` ends (a path to the statement it stands in). */
  evaluate(node: Node, path: Path): Evaluation {
    const { work } = this;
    if (!work.isAsking) return work.question(() => this.evaluate(node, path));
    const tooLong = work.enter();
    if (tooLong !== undefined) return unknown(tooLong);
    try {
      const result = fold(this, node, path);
      const heaviest = Math.max(0, ...result.values.map(weight));
      work.look(heaviest);
      return heaviest > MAX_WEIGHT ? unknown(t('its value is too large to work out here')) : result;
    } finally {
      work.leave();
    }
  }

  /** The definitions of a name that reach a place. */
  definitions(name: string, path: Path): readonly Definition[] {
    return this.work.question(() => this.scopes.lookup(name, path));
  }

  /** The definitions of a name at the end of the module: what other modules see. */
  definitionsAtEnd(name: string): readonly Definition[] {
    return this.work.question(() => this.scopes.atEnd(name, [this.module.root]));
  }

  /** Whether something holds of a name, found out once; `otherwise` where that would need itself, or take too long. */
  judge(what: string, name: string, path: Path, otherwise: boolean, ask: () => boolean): boolean {
    const { work } = this;
    const key = `${what} ${name} ${last(path).id}`;
    const once = (): boolean => work.once(`${this.id} ${key}`, ask) ?? otherwise;
    return work.question(() =>
      work.remember(this.judged.at(key), () => {
        if (work.enter() !== undefined) return otherwise;
        try {
          return once();
        } finally {
          work.leave();
        }
      }),
    );
  }

  /** An evaluator for another module of the workspace. */
  forModule(module: PythonModule): Evaluator {
    return this.evaluators.get(module) ?? new Evaluator(module, this.modules, this.work, this.evaluators);
  }

  /** A module of the workspace that an import names, if it can be read. */
  importedModule(found: Import): PythonModule | 'absent' | 'pending' {
    return found.from ?? this.modules.find(this.module, found.module, found.level);
  }

  /** Whether a test is surely true or false; undefined where only a run, or the environment, can tell. */
  decide(test: Node, path: Path): boolean | undefined {
    const special = fixedTests(test);
    if (special !== undefined) return special;
    const result = this.evaluate(test, path);
    const value = single(result);
    // A switch in the environment is there to be set: both sides count.
    return value === undefined || fromEnvironment(result) ? undefined : truth(value);
  }

  /** The same for a part of an expression that may be missing while it is typed. */
  child(node: Node | null | undefined, path: Path): Evaluation {
    return node ? this.evaluate(node, path) : unknown(t('the expression is not complete'));
  }

  /** What a name holds. */
  name(node: Node, path: Path): Evaluation {
    const name = node.text;
    if (name === '') return unknown(t('the expression is not complete'));
    const definitions = this.scopes.lookup(name, path);
    if (definitions.length === 0) return this.unbound(name, path);
    return this.guardMutation(
      name,
      oneOf(definitions.map((definition) => this.define(name, definition))),
      path,
    );
  }

  private unbound(name: string, path: Path): Evaluation {
    for (const star of this.module.starImports) {
      const module = this.importedModule(star);
      if (module === 'pending')
        return unknown(t('`{0}` may come from `{1}`, which is not read yet', name, star.module));
      if (module === 'absent') return unknown(t('`{0}` may come from `from {1} import *`', name, dots(star)));
      const found = this.forModule(module).exported(name);
      if (found) return found;
    }
    const below = this.scopes.atEnd(name, path.slice(0, 1))[0];
    if (below)
      return unknown(
        t('`{0}` is assigned only below, in line {1}', name, last(below.path).startPosition.row + 1),
      );
    return unknown(
      this.module.cell
        ? t('`{0}` is not defined in this cell or one before it', name)
        : t('`{0}` is not defined in this file', name),
    );
  }

  /** What another module sees under a name; undefined where it has none. */
  private exported(name: string): Evaluation | undefined {
    const { work } = this;
    const tooLong = work.enter();
    if (tooLong !== undefined) return unknown(tooLong);
    try {
      const found = work.once(`${this.id}:${name}`, () => ({ value: this.valueAtEnd(name) }));
      return found ? found.value : unknown(t('`{0}` is defined by itself', name));
    } finally {
      work.leave();
    }
  }

  private valueAtEnd(name: string): Evaluation | undefined {
    const { root } = this.module;
    const definitions = this.scopes.atEnd(name, [root]);
    if (definitions.length === 0)
      return this.module.starImports.length > 0 ? this.unbound(name, [root]) : undefined;
    const value = oneOf(definitions.map((definition) => this.define(name, definition)));
    return this.guardMutation(name, value, [root]);
  }

  /** Whether a star import of a module of the workspace brings a name. */
  private gives(star: Import, name: string): boolean {
    const module = this.importedModule(star);
    if (typeof module === 'string' || name.startsWith('_')) return false;
    const { work } = this;
    if (work.enter() !== undefined) return false;
    try {
      const inner = this.forModule(module);
      return (
        work.once(`${inner.id} gives ${name}`, () => inner.scopes.atEnd(name, [module.root]).length > 0) ??
        false
      );
    } finally {
      work.leave();
    }
  }

  private define(name: string, definition: Definition): Evaluation {
    const line = last(definition.path).startPosition.row + 1;
    const { file, cell } = this.module;
    const origin: Origin = { kind: 'name', name, line, file, ...(cell ? { cell: cell.number } : {}) };
    // A cell's own text says nothing of what comes from one before it.
    const origins = definition.kind === 'import' && definition.import.from ? [] : [origin];
    const key = `${name}:${definition.node.startIndex}:${definition.kind}`;
    return this.work.remember(
      this.defined.at(key),
      () =>
        this.work.once(`${this.id}:${key}`, () =>
          withOrigin(this.definitionValue(name, definition), ...origins),
        ) ?? unknown(t('`{0}` is defined by itself', name)),
    );
  }

  private definitionValue(name: string, definition: Definition): Evaluation {
    switch (definition.kind) {
      case 'value':
        return this.evaluate(definition.node, definition.path);
      case 'unpacked':
        return combine([this.evaluate(definition.node, definition.path)], ([value]) => {
          const items = value!.kind === 'list' || value!.kind === 'tuple' ? value!.items : [];
          return items.length === definition.count
            ? items[definition.index]!
            : t('`{0}` is unpacked from a value that is not known here', name);
        });
      case 'augmented': {
        const before = this.evaluate(field(definition.node, 'left')!, definition.path);
        const operator = field(definition.node, 'operator')?.text.replace(/=$/, '') ?? '';
        const operand = this.child(field(definition.node, 'right'), definition.path);
        return combine([before, operand], ([a, b]) => binary(operator, a!, b!));
      }
      case 'import':
        return this.imported(name, definition.import);
      case 'parameter':
        return this.parameter(name, definition);
      case 'loop':
        return this.loopVariable(name, definition);
      case 'class':
        return unknown(t('`{0}` is a class', name));
      case 'function':
        return unknown(t('`{0}` is a function', name));
      case 'opaque':
        return unknown(definition.reason);
    }
  }

  private parameter(name: string, definition: Definition & { readonly kind: 'parameter' }): Evaluation {
    const fallback = field(definition.node, 'value');
    const value = fallback ? this.evaluate(fallback, definition.path) : undefined;
    return unknown(
      t('`{0}` is a parameter of `{1}`: each call decides', name, definition.of),
      value?.values ?? [],
    );
  }

  private loopVariable(name: string, definition: Definition & { readonly kind: 'loop' }): Evaluation {
    const iterable = this.evaluate(definition.node, definition.path);
    const value = single(iterable);
    if (value?.kind === 'list' || value?.kind === 'tuple') {
      return oneOf(value.items.map((item) => known(item, iterable.origins)));
    }
    return unknown(t('`{0}` is a loop variable over a value that is not known here', name));
  }

  private imported(name: string, found: Import): Evaluation {
    if (found.name === null) return unknown(t('`{0}` is a module', name));
    const module = this.importedModule(found);
    const source = dots(found);
    if (module === 'pending')
      return unknown(t('`{0}` is imported from `{1}`, which is not read yet', name, source));
    if (module === 'absent')
      return unknown(t('`{0}` is imported from `{1}`, which is not in the workspace', name, source));
    const value = this.forModule(module).exported(found.name);
    if (!value) return unknown(t('`{0}` is not defined in `{1}`', found.name, source));
    return found.from ? this.guardBetween(name, value, found.from) : value;
  }

  /** A dict or object that the file changes after it was made is not what its first line says. */
  private guardMutation(name: string, evaluation: Evaluation, path: Path): Evaluation {
    if (!evaluation.values.some((value) => ['dict', 'object', 'list'].includes(value.kind)))
      return evaluation;
    const line = this.changedIn(name, MUTATION, path);
    return line === undefined
      ? evaluation
      : { ...evaluation, reason: t('`{0}` is changed in {1}', name, this.lineOf(line, path)) };
  }

  /** A line of this module, for who reads it at `path`: another cell reads it from the end. */
  private lineOf(line: number, path: Path): string {
    return this.module.cell && path.length === 1
      ? t('{0}, line {1}', this.module.title, line)
      : t('line {0}', line);
  }

  /** The same for what comes from an earlier cell, and the cells between that and this one. */
  private guardBetween(name: string, evaluation: Evaluation, from: PythonModule): Evaluation {
    for (const cell of this.module.cellsBefore()) {
      if (cell === from) break;
      const guarded = this.forModule(cell).guardMutation(name, evaluation, [cell.root]);
      if (guarded !== evaluation) return guarded;
    }
    return evaluation;
  }

  /**
   * The line (from 1) in which what a name holds is changed in place before `path` reads it; undefined for none.
   * Code in a function runs later than all of the module, so that every change counts for it.
   */
  private changedIn(name: string, pattern: RegExp, path: Path): number | undefined {
    const later =
      path.length === 1 || path.some((node, i) => node.type === 'function_definition' && i + 1 < path.length);
    const first = this.firstChange(name, pattern);
    return first !== undefined && (later || first < last(path).startIndex)
      ? this.module.lineAt(first)
      : undefined;
  }

  /** Where what a name holds is first changed in place. */
  private firstChange(name: string, pattern: RegExp): number | undefined {
    const key = `${name} ${pattern.source}`;
    if (!this.changes.has(key)) {
      const { text } = this.module;
      const found = this.module.occurrences(name).find((offset) => {
        const after = text.slice(offset + name.length, offset + name.length + 200);
        return (
          pattern.test(after) ||
          /\b(setattr\s*\(|del\s)\s*$/.test(text.slice(Math.max(0, offset - 12), offset))
        );
      });
      this.changes.set(key, found);
    }
    return this.changes.get(key);
  }

  /** What `object.attribute` is: of a module, a class, or a plain data object. */
  attribute(node: Node, path: Path): Evaluation {
    const object = field(node, 'object');
    const attribute = field(node, 'attribute')?.text ?? '';
    if (!object) return unknown(t('the expression is not complete'));
    const module = this.moduleOf(object, path);
    if (module === 'pending') return unknown(t('{0} comes from a module that is not read yet', quote(node)));
    if (module === 'absent')
      return unknown(t('{0} comes from a module that is not in the workspace', quote(node)));
    if (module) {
      const value = this.forModule(module).exported(attribute);
      return value ?? unknown(t('`{0}` is not defined in `{1}`', attribute, module.title));
    }
    const owner = this.classOf(object, path);
    if (owner) return this.ofClass(owner, object, attribute, path);
    const holder = this.evaluate(object, path);
    const readings = holder.values.map((value) =>
      value.kind === 'object'
        ? (value.attributes.get(attribute) ??
          unknown(t('`{0}` has no field `{1}` that is known here', value.className, attribute)))
        : unknown(t('{0} is only known when the code runs', quote(node))),
    );
    if (readings.length === 0) return unknown(t('{0} is only known when the code runs', quote(node)));
    const result = withOrigin(oneOf(readings), ...holder.origins);
    return holder.reason === null ? result : { ...result, reason: result.reason ?? holder.reason };
  }

  private ofClass(owner: ClassSite, object: Node, attribute: string, path: Path): Evaluation {
    if (owner.evaluator === this) return this.classAttribute(owner, attribute, path);
    // Since the class was defined, this module, and the cells between, may have set the attribute anew.
    const pattern = settingOf(attribute);
    for (const module of object.type === 'identifier' ? [this.module, ...this.module.cellsBefore()] : []) {
      if (module === owner.evaluator.module) break;
      const reader = module === this.module ? path : [module.root];
      const evaluator = this.forModule(module);
      const line = evaluator.changedIn(object.text, pattern, reader);
      if (line !== undefined)
        return unknown(
          t('`{0}.{1}` is changed in {2}', object.text, attribute, evaluator.lineOf(line, reader)),
        );
    }
    return owner.evaluator.classAttribute(owner, attribute, [owner.path[0]!]);
  }

  /** An attribute set in a class's body, as code at `reader` sees it. */
  private classAttribute({ node, path }: ClassSite, attribute: string, reader: Path): Evaluation {
    const body = field(node, 'body');
    const definitions = body ? this.scopes.atEnd(attribute, [...path, body]) : [];
    if (definitions.length === 0) return unknown(t('`{0}` is not set in the class', attribute));
    const className = field(node, 'name')?.text ?? '';
    const line = this.changedIn(className, settingOf(attribute), reader);
    if (line !== undefined)
      return unknown(t('`{0}.{1}` is changed in {2}', className, attribute, this.lineOf(line, reader)));
    return oneOf(definitions.map((definition) => this.define(attribute, definition)));
  }

  /** The class that an expression names, in this file or another of the workspace. */
  classOf(node: Node, path: Path): ClassSite | null {
    if (node.type === 'attribute') {
      const object = field(node, 'object');
      const module = object && this.moduleOf(object, path);
      return module && typeof module !== 'string'
        ? this.classIn(module, field(node, 'attribute')?.text ?? '')
        : null;
    }
    if (node.type !== 'identifier') return null;
    const definitions = this.scopes.lookup(node.text, path);
    const [only] = definitions;
    if (!only || definitions.length > 1) return null;
    if (only.kind === 'class') return { evaluator: this, node: only.node, path: only.path };
    if (only.kind !== 'import' || only.import.name === null) return null;
    const module = this.importedModule(only.import);
    return typeof module === 'string' ? null : this.classIn(module, only.import.name);
  }

  private classIn(module: PythonModule, name: string): ClassSite | null {
    const evaluator = this.forModule(module);
    const [found] = evaluator.definitionsAtEnd(name);
    return found?.kind === 'class' ? { evaluator, node: found.node, path: found.path } : null;
  }

  /** The module that an expression such as `config` or `training.config` names; null where it names none. */
  moduleOf(node: Node, path: Path): PythonModule | 'absent' | 'pending' | null {
    const dotted = dottedName(node);
    if (dotted === null) return null;
    const [head, ...rest] = dotted.split('.');
    const [only, ...more] = this.scopes.lookup(head!, path);
    if (only?.kind !== 'import' || more.length > 0) return null;
    return this.moduleNamed(only.import, rest);
  }

  private moduleNamed(
    { module, level, name, from }: Import,
    rest: readonly string[],
  ): PythonModule | 'absent' | 'pending' | null {
    if (from) {
      const earlier = this.forModule(from);
      const [only, ...more] = earlier.definitionsAtEnd(name!);
      return only?.kind === 'import' && more.length === 0 ? earlier.moduleNamed(only.import, rest) : null;
    }
    if (name === null) return this.modules.find(this.module, [module, ...rest].join('.'), level);
    const asModule = this.modules.find(this.module, [module, name, ...rest].filter(Boolean).join('.'), level);
    return asModule === 'absent' ? null : asModule;
  }
}

/** What follows an object where one of its attributes is set. */
function settingOf(attribute: string): RegExp {
  return new RegExp(`^\\.${attribute}\\s*([-+*/|]|//)?=(?!=)`);
}

/** Tests that are settled by how Modal loads a file: it imports it, and no type checker runs. */
function fixedTests(test: Node): boolean | undefined {
  const text = test.text.replace(/\s+/g, '');
  if (/^\(?__name__==(["'])__main__\1\)?$/.test(text)) return false;
  return text === 'TYPE_CHECKING' || text === 'typing.TYPE_CHECKING' ? false : undefined;
}

function dots(found: Import): string {
  return '.'.repeat(found.level) + found.module;
}
