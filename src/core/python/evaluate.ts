import type { Node } from 'web-tree-sitter';
import { builtin, stringMethod } from './calls';
import { format, parseNumber, unescape } from './literals';
import type { Import, PythonModule } from './module';
import { binary, compare, MAX_ITEMS, MAX_TEXT, unary } from './operators';
import { Scopes, type Definition } from './scope';
import { callArguments, dottedName, field, last, parts, type Path } from './syntax';
import {
  bool,
  combine,
  fromEnvironment,
  known,
  NONE,
  oneOf,
  single,
  str,
  truth,
  unknown,
  withOrigin,
  type Evaluation,
  type Origin,
  type PyValue,
} from './values';

/** Finds the workspace's own modules. `pending` is one that exists but has not been read yet. */
export interface ModuleFinder {
  find(from: PythonModule, module: string, level: number): PythonModule | 'absent' | 'pending';
}

/** A finder for a file that stands alone: nothing that it imports is known. */
export const NO_MODULES: ModuleFinder = { find: () => 'absent' };

/** How deep expressions may nest, and how many of them one question may touch: a hostile file must not keep the editor waiting. */
const MAX_DEPTH = 60;
const MAX_STEPS = 3_000;

/** What follows a name where the value behind it is changed in place. */
const MUTATION =
  /^((\[[^\][\n]*\]|\.\w+)\s*([-+*/|]|\/\/)?=(?!=)|\.(update|setdefault|pop|popitem|clear|append|extend|insert|remove)\s*\(|\s*\|=)/;

interface Work {
  steps: number;
  depth: number;
  /** The definitions under evaluation, to notice `A = B` and `B = A`. */
  readonly active: Set<string>;
}

/** A class definition, with the evaluator of the module it stands in. */
interface ClassSite {
  readonly evaluator: Evaluator;
  readonly node: Node;
  readonly path: Path;
}

/** Folds the expressions of one module to what they are with every environment variable unset. It runs nothing. */
export class Evaluator {
  private readonly scopes: Scopes;
  private work: Work = { steps: 0, depth: 0, active: new Set() };

  constructor(
    private readonly module: PythonModule,
    private readonly modules: ModuleFinder = NO_MODULES,
  ) {
    this.scopes = new Scopes(module, (test, path) => this.decide(test, path));
  }

  /** What an expression can be where `path` ends (a path to the statement it stands in). */
  evaluate(node: Node, path: Path): Evaluation {
    const nested = this.work.depth > 0;
    if (!nested) this.work = { steps: 0, depth: 0, active: new Set() };
    if (++this.work.steps > MAX_STEPS || this.work.depth >= MAX_DEPTH)
      return unknown('it is too long to work out here');
    this.work.depth++;
    try {
      return this.expression(node, path);
    } finally {
      this.work.depth--;
    }
  }

  /** The definitions of a name that reach a place. */
  definitions(name: string, path: Path): readonly Definition[] {
    return this.scopes.lookup(name, path);
  }

  /** The definitions of a name at the end of the module: what other modules see. */
  definitionsAtEnd(name: string): readonly Definition[] {
    return this.scopes.atEnd(name, [this.module.root]);
  }

  /** An evaluator for another module of the workspace. */
  forModule(module: PythonModule): Evaluator {
    return new Evaluator(module, this.modules);
  }

  /** A module of the workspace that an import names, if it can be read. */
  importedModule(found: Import): PythonModule | 'absent' | 'pending' {
    return this.modules.find(this.module, found.module, found.level);
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

  private expression(node: Node, path: Path): Evaluation {
    switch (node.type) {
      case 'none':
        return known(NONE);
      case 'true':
        return known(bool(true));
      case 'false':
        return known(bool(false));
      case 'integer':
      case 'float': {
        const value = parseNumber(node.text);
        return value ? known(value) : unknown('it is a number too large to price');
      }
      case 'string':
      case 'concatenated_string':
        return this.string(node, path);
      case 'identifier':
        return this.name(node, path);
      case 'attribute':
        return this.attribute(node, path);
      case 'parenthesized_expression':
        return this.child(parts(node)[0], path);
      case 'named_expression':
        return this.child(field(node, 'value'), path);
      case 'list':
      case 'tuple':
      case 'expression_list':
        return this.sequence(node, path);
      case 'dictionary':
        return this.dictionary(node, path);
      case 'unary_operator':
        return combine([this.child(field(node, 'argument'), path)], ([value]) =>
          unary(node.child(0)?.text ?? '', value!),
        );
      case 'not_operator':
        return combine([this.child(field(node, 'argument'), path)], ([value]) => {
          const verdict = truth(value!);
          return verdict === undefined ? 'the truth of this value is not known here' : bool(!verdict);
        });
      case 'binary_operator':
        return this.binaryOperator(node, path);
      case 'boolean_operator':
        return this.booleanOperator(node, path);
      case 'comparison_operator':
        return this.comparison(node, path);
      case 'conditional_expression':
        return this.conditional(node, path);
      case 'subscript':
        return this.subscript(node, path);
      case 'call':
        return this.call(node, path);
      default:
        return unknown(`${quote(node)} is only known when the code runs`);
    }
  }

  private child(node: Node | null | undefined, path: Path): Evaluation {
    return node ? this.evaluate(node, path) : unknown('the expression is not complete');
  }

  private string(node: Node, path: Path): Evaluation {
    if (node.type === 'concatenated_string') {
      return combine(
        parts(node).map((part) => this.evaluate(part, path)),
        concatenate,
      );
    }
    const start = node.child(0)?.text.toLowerCase() ?? '';
    if (/[bt]/.test(start.replace(/["']/g, ''))) return unknown('it is not a plain string');
    const raw = start.includes('r');
    const formatted = start.includes('f');
    const pieces = parts(node)
      .filter((part) => part.type === 'string_content' || part.type === 'interpolation')
      .map((part) => {
        if (part.type === 'interpolation') return this.interpolation(part, path);
        const text = unescape(part.text, raw);
        return known(str(formatted ? text.replace(/\{\{/g, '{').replace(/\}\}/g, '}') : text));
      });
    return combine(pieces, concatenate);
  }

  private interpolation(node: Node, path: Path): Evaluation {
    const spec = field(node, 'format_specifier')?.text.replace(/^:/, '') ?? '';
    const conversion = field(node, 'type_conversion')?.text;
    return combine([this.child(field(node, 'expression'), path)], ([value]) => {
      if (conversion && conversion !== '!s') return `the conversion \`${conversion}\` is not worked out here`;
      const text = format(value!, spec);
      return text === undefined ? 'its format is not worked out here' : str(text);
    });
  }

  private name(node: Node, path: Path): Evaluation {
    const name = node.text;
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
        return unknown(`\`${name}\` may come from \`${star.module}\`, which is not read yet`);
      if (module === 'absent') return unknown(`\`${name}\` may come from \`from ${dots(star)} import *\``);
      const found = new Evaluator(module, this.modules).exported(name, this.work);
      if (found) return found;
    }
    const below = this.scopes.atEnd(name, path.slice(0, 1))[0];
    if (below)
      return unknown(`\`${name}\` is assigned only below, in line ${last(below.path).startPosition.row + 1}`);
    return unknown(`\`${name}\` is not defined in this file`);
  }

  /** What another module sees under a name; undefined where it has none. */
  private exported(name: string, work: Work): Evaluation | undefined {
    const key = `${this.module.file}:${name}`;
    if (work.active.has(key)) return unknown(`\`${name}\` is defined by itself`);
    this.work = work;
    const definitions = this.scopes.atEnd(name, [this.module.root]);
    if (definitions.length === 0) {
      return this.module.starImports.length > 0 ? this.unbound(name, [this.module.root]) : undefined;
    }
    work.active.add(key);
    work.depth++;
    try {
      const value = oneOf(definitions.map((definition) => this.define(name, definition)));
      return this.guardMutation(name, value, [this.module.root]);
    } finally {
      work.depth--;
      work.active.delete(key);
    }
  }

  private define(name: string, definition: Definition): Evaluation {
    const line = last(definition.path).startPosition.row + 1;
    const origin: Origin = { kind: 'name', name, line, file: this.module.file };
    const key = `${this.module.file}:${name}:${definition.node.startIndex}`;
    if (this.work.active.has(key)) return unknown(`\`${name}\` is defined by itself`);
    this.work.active.add(key);
    try {
      return withOrigin(this.definitionValue(name, definition), origin);
    } finally {
      this.work.active.delete(key);
    }
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
            : `\`${name}\` is unpacked from a value that is not known here`;
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
      case 'function':
        return unknown(`\`${name}\` is a ${definition.kind}`);
      case 'opaque':
        return unknown(definition.reason);
    }
  }

  private parameter(name: string, definition: Definition & { readonly kind: 'parameter' }): Evaluation {
    const fallback = field(definition.node, 'value');
    const value = fallback ? this.evaluate(fallback, definition.path) : undefined;
    return unknown(
      `\`${name}\` is a parameter of \`${definition.of}\`: each call decides`,
      value?.values ?? [],
    );
  }

  private loopVariable(name: string, definition: Definition & { readonly kind: 'loop' }): Evaluation {
    const iterable = this.evaluate(definition.node, definition.path);
    const value = single(iterable);
    if (value?.kind === 'list' || value?.kind === 'tuple') {
      return oneOf(value.items.map((item) => known(item, iterable.origins)));
    }
    return unknown(`\`${name}\` is a loop variable over a value that is not known here`);
  }

  private imported(name: string, found: Import): Evaluation {
    if (found.name === null) return unknown(`\`${name}\` is a module`);
    const module = this.importedModule(found);
    const source = dots(found);
    if (module === 'pending')
      return unknown(`\`${name}\` is imported from \`${source}\`, which is not read yet`);
    if (module === 'absent')
      return unknown(`\`${name}\` is imported from \`${source}\`, which is not in the workspace`);
    const value = new Evaluator(module, this.modules).exported(found.name, this.work);
    return value ?? unknown(`\`${found.name}\` is not defined in \`${source}\``);
  }

  /** A dict or object that the file changes after it was made is not what its first line says. */
  private guardMutation(name: string, evaluation: Evaluation, path: Path): Evaluation {
    if (!evaluation.values.some((value) => ['dict', 'object', 'list'].includes(value.kind)))
      return evaluation;
    const line = this.changedIn(name, MUTATION, path);
    return line === undefined
      ? evaluation
      : { ...evaluation, reason: `\`${name}\` is changed in line ${line}` };
  }

  /**
   * The line (from 1) in which what a name holds is changed in place before `path` reads it; undefined for none.
   * Code in a function runs later than all of the module, so that every change counts for it.
   */
  private changedIn(name: string, pattern: RegExp, path: Path): number | undefined {
    const { text } = this.module;
    const later =
      path.length === 1 || path.some((node, i) => node.type === 'function_definition' && i + 1 < path.length);
    const end = later ? text.length : last(path).startIndex;
    const found = this.module.occurrences(name).find((offset) => {
      if (offset >= end) return false;
      const after = text.slice(offset + name.length, offset + name.length + 200);
      return (
        pattern.test(after) || /\b(setattr\s*\(|del\s)\s*$/.test(text.slice(Math.max(0, offset - 12), offset))
      );
    });
    return found === undefined ? undefined : text.slice(0, found).split('\n').length;
  }

  private attribute(node: Node, path: Path): Evaluation {
    const object = field(node, 'object');
    const attribute = field(node, 'attribute')?.text ?? '';
    if (!object) return unknown('the expression is not complete');
    const module = this.moduleOf(object, path);
    if (module === 'pending') return unknown(`${quote(node)} comes from a module that is not read yet`);
    if (module === 'absent')
      return unknown(`${quote(node)} comes from a module that is not in the workspace`);
    if (module) {
      const value = new Evaluator(module, this.modules).exported(attribute, this.work);
      return value ?? unknown(`\`${attribute}\` is not defined in \`${module.file}\``);
    }
    const owner = this.classOf(object, path);
    if (owner)
      return owner.evaluator.classAttribute(
        owner,
        attribute,
        owner.evaluator === this ? path : [owner.path[0]!],
        this.work,
      );
    const holder = this.evaluate(object, path);
    const readings = holder.values.map((value) =>
      value.kind === 'object'
        ? (value.attributes.get(attribute) ??
          unknown(`\`${value.className}\` has no field \`${attribute}\` that is known here`))
        : unknown(`${quote(node)} is only known when the code runs`),
    );
    if (readings.length === 0) return unknown(`${quote(node)} is only known when the code runs`);
    const result = withOrigin(oneOf(readings), ...holder.origins);
    return holder.reason === null ? result : { ...result, reason: result.reason ?? holder.reason };
  }

  /** An attribute set in a class's body, as code at `reader` sees it. */
  private classAttribute({ node, path }: ClassSite, attribute: string, reader: Path, work: Work): Evaluation {
    this.work = work;
    const body = field(node, 'body');
    const definitions = body ? this.scopes.atEnd(attribute, [...path, body]) : [];
    if (definitions.length === 0) return unknown(`\`${attribute}\` is not set in the class`);
    const className = field(node, 'name')?.text ?? '';
    const line = this.changedIn(className, new RegExp(`^\\.${attribute}\\s*([-+*/|]|//)?=(?!=)`), reader);
    if (line !== undefined) return unknown(`\`${className}.${attribute}\` is changed in line ${line}`);
    return oneOf(definitions.map((definition) => this.define(attribute, definition)));
  }

  /** The class that an expression names, in this file or another of the workspace. */
  private classOf(node: Node, path: Path): ClassSite | null {
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
    const evaluator = new Evaluator(module, this.modules);
    evaluator.work = this.work;
    const [found] = evaluator.definitionsAtEnd(name);
    return found?.kind === 'class' ? { evaluator, node: found.node, path: found.path } : null;
  }

  /** The module that an expression such as `config` or `training.config` names; null where it names none. */
  private moduleOf(node: Node, path: Path): PythonModule | 'absent' | 'pending' | null {
    const dotted = dottedName(node);
    if (dotted === null) return null;
    const [head, ...rest] = dotted.split('.');
    const [only, ...more] = this.scopes.lookup(head!, path);
    if (only?.kind !== 'import' || more.length > 0) return null;
    const { module, level, name } = only.import;
    if (name === null) return this.modules.find(this.module, [module, ...rest].join('.'), level);
    const asModule = this.modules.find(this.module, [module, name, ...rest].filter(Boolean).join('.'), level);
    return asModule === 'absent' ? null : asModule;
  }

  private sequence(node: Node, path: Path): Evaluation {
    const kind = node.type === 'list' ? 'list' : 'tuple';
    const elements = parts(node);
    if (elements.length > MAX_ITEMS) return unknown('it is too long to work out here');
    const starred = elements.map((each) => each.type === 'list_splat');
    return combine(
      elements.map((element, i) => this.child(starred[i] ? parts(element)[0] : element, path)),
      (values) => {
        const items: PyValue[] = [];
        for (const [i, value] of values.entries()) {
          if (!starred[i]) items.push(value);
          else if (value.kind === 'list' || value.kind === 'tuple') items.push(...value.items);
          else return 'it spreads a value that is not a list';
        }
        return items.length > MAX_ITEMS ? 'it is too long to work out here' : { kind, items };
      },
    );
  }

  private dictionary(node: Node, path: Path): Evaluation {
    const entries = new Map<string, Evaluation>();
    const alternatives: ReadonlyMap<string, Evaluation>[] = [];
    for (const entry of parts(node)) {
      if (entry.type === 'dictionary_splat') {
        const spread = this.child(parts(entry)[0], path);
        if (spread.reason !== null) return unknown(spread.reason);
        if (spread.values.length !== 1)
          alternatives.push(...spread.values.flatMap((each) => (each.kind === 'dict' ? [each.entries] : [])));
        const [only] = spread.values;
        if (spread.values.length === 1 && only?.kind !== 'dict')
          return unknown('it spreads a value that is not a dict');
        if (spread.values.length === 1 && only?.kind === 'dict')
          for (const [key, value] of only.entries) entries.set(key, value);
      } else {
        const key = single(this.child(field(entry, 'key'), path));
        if (key?.kind === 'str') entries.set(key.value, this.child(field(entry, 'value'), path));
        else if (key === undefined) return unknown('a key of the dict is not known here');
      }
      if (entries.size > MAX_ITEMS) return unknown('it is too long to work out here');
    }
    if (alternatives.length === 0) return known({ kind: 'dict', entries });
    return oneOf(
      alternatives.map((each) => known({ kind: 'dict', entries: new Map([...each, ...entries]) })),
    );
  }

  private binaryOperator(node: Node, path: Path): Evaluation {
    const operator = field(node, 'operator')?.text ?? '';
    const operands = [this.child(field(node, 'left'), path), this.child(field(node, 'right'), path)];
    return combine(operands, ([a, b]) => binary(operator, a!, b!));
  }

  private booleanOperator(node: Node, path: Path): Evaluation {
    const isOr = field(node, 'operator')?.text === 'or';
    const left = this.child(field(node, 'left'), path);
    const right = (): Evaluation => this.child(field(node, 'right'), path);
    const results = left.values.map((value) => {
      const verdict = truth(value);
      if (verdict === undefined)
        return unknown('the truth of this value is not known here', [value], left.origins);
      return verdict === isOr ? known(value, left.origins) : withOrigin(right(), ...left.origins);
    });
    if (left.reason !== null) results.push(unknown(left.reason, [], left.origins), right());
    return oneOf(results);
  }

  private comparison(node: Node, path: Path): Evaluation {
    const operands = parts(node);
    const operators = comparisonOperators(node);
    if (operands.length !== operators.length + 1) return unknown('the comparison is not worked out here');
    return combine(
      operands.map((operand) => this.evaluate(operand, path)),
      (values) => {
        // `a < b < c` holds when each pair does.
        for (const [i, operator] of operators.entries()) {
          const verdict = compare(operator, values[i]!, values[i + 1]!);
          if (typeof verdict === 'string' || truth(verdict) === false) return verdict;
        }
        return bool(true);
      },
    );
  }

  private conditional(node: Node, path: Path): Evaluation {
    const [body, test, otherwise] = parts(node);
    if (!body || !test || !otherwise) return unknown('the expression is not complete');
    const verdict = this.decide(test, path);
    if (verdict !== undefined) return this.evaluate(verdict ? body : otherwise, path);
    return oneOf([this.evaluate(body, path), this.evaluate(otherwise, path)]);
  }

  private subscript(node: Node, path: Path): Evaluation {
    const object = field(node, 'value');
    const keys = node.childrenForFieldName('subscript').filter((child) => child.isNamed);
    const [key] = keys;
    if (!object || !key || keys.length !== 1) return unknown('the expression is not complete');
    if (this.module.realName(object) === 'os.environ') {
      const variable = single(this.evaluate(key, path));
      const name = variable?.kind === 'str' ? variable.value : key.text;
      return unknown(`the environment variable ${name} is read without a default`);
    }
    const holder = this.evaluate(object, path);
    const index = this.evaluate(key, path);
    const origins = [...holder.origins, ...index.origins];
    const results = holder.values.flatMap((value) => index.values.map((at) => item(value, at)));
    const reason = holder.reason ?? index.reason;
    if (reason !== null || results.length === 0)
      return unknown(reason ?? `${quote(node)} is not known here`, [], origins);
    return withOrigin(oneOf(results), ...origins);
  }

  private call(node: Node, path: Path): Evaluation {
    const callee = field(node, 'function');
    if (!callee) return unknown('the expression is not complete');
    const { positional, keywords, spreads, starred } = callArguments(node);
    if (starred) return unknown(`the call ${quote(callee)}(…) spreads its arguments`);
    const modalPath = this.module.modalPath(callee);
    if (modalPath !== null) {
      if (spreads.length > 0) return unknown(`the call ${quote(callee)}(…) spreads its arguments`);
      return known({
        kind: 'modal',
        path: modalPath,
        positional: positional.map((each) => this.evaluate(each, path)),
        keywords: new Map(keywords.map((each) => [each.name, this.evaluate(each.value, path)])),
      });
    }
    const real = this.module.realName(callee);
    if (real === 'os.environ.get' || real === 'os.getenv') {
      return this.environment(
        positional[0],
        positional[1] ?? keywords.find((each) => each.name === 'default')?.value,
        path,
      );
    }
    if (real === 'dict' && positional.length <= 1) return this.dictCall(node, path);
    if (spreads.length > 0) return unknown(`the call ${quote(callee)}(…) spreads its arguments`);
    const instance = this.instance(callee, positional, keywords, path);
    if (instance) return instance;
    return this.function(callee, real, positional, keywords, path);
  }

  private function(
    callee: Node,
    real: string | null,
    positional: readonly Node[],
    keywords: readonly { readonly name: string; readonly value: Node }[],
    path: Path,
  ): Evaluation {
    const runtime = `${quote(callee)}(…) is only known when the code runs`;
    const args = positional.map((each) => this.evaluate(each, path));
    if (
      real !== null &&
      keywords.length === 0 &&
      this.scopes.lookup(real.split('.')[0]!, path).every((each) => each.kind === 'import')
    ) {
      if (builtin(real, [NONE]) !== undefined)
        return combine(args, (values) => builtin(real, values) ?? runtime);
    }
    const object = callee.type === 'attribute' ? field(callee, 'object') : null;
    const method = field(callee, 'attribute')?.text ?? '';
    if (!object || this.moduleOf(object, path) !== null) return unknown(runtime);
    const holder = this.evaluate(object, path);
    const [only] = holder.values;
    if (only?.kind === 'dict' && method === 'get' && args[0]) {
      return this.dictGet(holder, args[0], args[1] ?? known(NONE));
    }
    if (!holder.values.some((value) => value.kind === 'str')) return unknown(holder.reason ?? runtime);
    const named = keywords.map((each) => ({ name: each.name, value: this.evaluate(each.value, path) }));
    return combine([holder, ...args, ...named.map((each) => each.value)], ([self, ...rest]) => {
      if (self!.kind !== 'str') return runtime;
      const given = new Map(named.map((each, i) => [each.name, rest[args.length + i]!]));
      return stringMethod(self!.value, method, rest.slice(0, args.length), given) ?? runtime;
    });
  }

  private environment(variable: Node | undefined, fallback: Node | undefined, path: Path): Evaluation {
    const name = variable && single(this.evaluate(variable, path));
    const origin: Origin = {
      kind: 'environment',
      name: name?.kind === 'str' ? name.value : (variable?.text ?? ''),
    };
    return withOrigin(fallback ? this.evaluate(fallback, path) : known(NONE), origin);
  }

  private dictCall(node: Node, path: Path): Evaluation {
    const { positional, keywords, spreads } = callArguments(node);
    const entries = new Map<string, Evaluation>();
    for (const spread of [...positional, ...spreads]) {
      const value = single(this.evaluate(spread, path));
      if (value?.kind !== 'dict')
        return unknown(`\`${spread.text.slice(0, 60)}\` is not a dict that is known here`);
      for (const [key, entry] of value.entries) entries.set(key, entry);
    }
    for (const { name, value } of keywords) entries.set(name, this.evaluate(value, path));
    return known({ kind: 'dict', entries });
  }

  private dictGet(holder: Evaluation, key: Evaluation, fallback: Evaluation): Evaluation {
    const at = single(key);
    if (holder.reason !== null || at?.kind !== 'str')
      return unknown(holder.reason ?? 'the key is not known here');
    return withOrigin(
      oneOf(
        holder.values.map((value) =>
          value.kind === 'dict' ? (value.entries.get(at.value) ?? fallback) : fallback,
        ),
      ),
      ...holder.origins,
    );
  }

  /** `AppConfig(gpu="L40S")` for a plain data class: its fields as given, else their defaults. */
  private instance(
    callee: Node,
    positional: readonly Node[],
    keywords: readonly { readonly name: string; readonly value: Node }[],
    path: Path,
  ): Evaluation | null {
    const owner = this.classOf(callee, path);
    if (!owner || !isDataClass(owner.node, owner.path)) return null;
    const attributes = new Map(owner.evaluator.fieldDefaults(owner.node, owner.path, this.work));
    const names = [...attributes.keys()];
    positional.forEach((value, i) => {
      const name = names[i];
      if (name !== undefined) attributes.set(name, this.evaluate(value, path));
    });
    for (const { name, value } of keywords) attributes.set(name, this.evaluate(value, path));
    return known({ kind: 'object', className: callee.text, attributes });
  }

  private fieldDefaults(node: Node, path: Path, work: Work): [string, Evaluation][] {
    this.work = work;
    const body = field(node, 'body');
    if (!body) return [];
    return parts(body).flatMap((statement): [string, Evaluation][] => {
      const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
      const name =
        assignment?.type === 'assignment' && field(assignment, 'type') ? field(assignment, 'left') : null;
      if (!assignment || name?.type !== 'identifier') return [];
      const right = field(assignment, 'right');
      const here = [...path, body, statement];
      return [
        [
          name.text,
          right ? this.fieldDefault(right, here) : unknown(`the field \`${name.text}\` has no default`),
        ],
      ];
    });
  }

  /** `field(default=…)` of dataclasses and `Field(…)` of pydantic, or the plain default. */
  private fieldDefault(node: Node, path: Path): Evaluation {
    const callee = node.type === 'call' ? field(node, 'function') : null;
    if (!callee || !/(^|\.)[fF]ield$/.test(callee.text)) return this.evaluate(node, path);
    const { positional, keywords } = callArguments(node);
    const fallback = keywords.find((each) => each.name === 'default')?.value ?? positional[0];
    return fallback ? this.evaluate(fallback, path) : unknown('the field has no plain default');
  }
}

/** Tests that are settled by how Modal loads a file: it imports it, and no type checker runs. */
function fixedTests(test: Node): boolean | undefined {
  const text = test.text.replace(/\s+/g, '');
  if (/^\(?__name__==(["'])__main__\1\)?$/.test(text)) return false;
  return text === 'TYPE_CHECKING' || text === 'typing.TYPE_CHECKING' ? false : undefined;
}

function isDataClass(node: Node, path: Path): boolean {
  const decorated = path[path.length - 2];
  const decorators =
    decorated?.type === 'decorated_definition'
      ? parts(decorated).filter((part) => part.type === 'decorator')
      : [];
  if (decorators.some((decorator) => /^@\s*([\w.]*\.)?dataclass\b/.test(decorator.text))) return true;
  const bases = field(node, 'superclasses');
  return bases !== null && parts(bases).some((base) => /(^|\.)(BaseModel|NamedTuple)$/.test(base.text));
}

function item(holder: PyValue, at: PyValue): Evaluation {
  if ((holder.kind === 'list' || holder.kind === 'tuple') && at.kind === 'int') {
    const index = at.value < 0 ? holder.items.length + at.value : at.value;
    const found = holder.items[index];
    return found ? known(found) : unknown(`there is no element ${at.value}`);
  }
  if (holder.kind === 'dict' && at.kind === 'str') {
    return holder.entries.get(at.value) ?? unknown(`there is no key "${at.value.slice(0, 40)}"`);
  }
  if (holder.kind === 'str' && at.kind === 'int') {
    const found = Array.from(holder.value).at(at.value);
    return found === undefined ? unknown(`there is no character ${at.value}`) : known(str(found));
  }
  return unknown('the subscript is not worked out here');
}

function concatenate(pieces: readonly PyValue[]): PyValue | string {
  const text = pieces.map((piece) => (piece.kind === 'str' ? piece.value : '')).join('');
  return text.length > MAX_TEXT ? 'its value is too large to work out here' : str(text);
}

function dots(found: Import): string {
  return '.'.repeat(found.level) + found.module;
}

/** The operators of a comparison in order, between its operands: `not in` and `is not` are one. */
function comparisonOperators(node: Node): string[] {
  const operators: string[] = [];
  let words: string[] = [];
  for (const child of node.children) {
    if (!child.isNamed) words.push(child.text);
    else if (child.type !== 'comment' && words.length > 0) {
      operators.push(words.join(' '));
      words = [];
    }
  }
  return operators;
}

function quote(node: Node): string {
  const text = node.text.replace(/\s+/g, ' ');
  return `\`${text.length > 60 ? `${text.slice(0, 57)}…` : text}\``;
}
