/** Folding with values for the parameters of a helper that is called, or for the variable of a loop's round. */
import type { Node } from 'web-tree-sitter';
import type { Definition } from './definition';
import type { NamedPlace } from './environment';
import { Evaluator } from './evaluate';
import type { PythonModule } from './module';
import { argumentsOf, bindArguments, type Given } from './parameters';
import { combine, known, unknown, type Evaluation } from './pyValue';
import { field, type Path } from './syntax';

/** An expression where it stands. */
export interface Expression {
  readonly node: Node;
  readonly path: Path;
  readonly evaluator: Evaluator;
}

/** What a name holds, once it is asked for. */
export interface BoundValue {
  readonly value: () => Evaluation;
  /** The expression that it is bound to, where it is one. */
  readonly expression: Expression | null;
  /** The same with what is said of the environment of a declaration. */
  readonly deployed: (place: NamedPlace) => BoundValue;
}

/** The names that a function, a loop or a comprehension binds, each to what it holds this time. */
export interface Binding {
  readonly scope: Node;
  readonly names: ReadonlyMap<string, BoundValue>;
}

/** Folds one module's expressions with the bindings, the innermost last. What it remembers holds for them alone. */
export class BoundEvaluator extends Evaluator {
  constructor(
    private readonly base: Evaluator,
    private readonly bindings: readonly Binding[],
  ) {
    super(base.module, base.modules, base.work, new Map(), base.variables);
  }

  /** An evaluator with one binding more. */
  static of(evaluator: Evaluator, binding: Binding): BoundEvaluator {
    return evaluator instanceof BoundEvaluator
      ? new BoundEvaluator(evaluator.base, [...evaluator.bindings, binding])
      : new BoundEvaluator(evaluator, [binding]);
  }

  override get root(): Evaluator {
    return this.base.root;
  }

  override forModule(module: PythonModule): Evaluator {
    return module === this.module ? this : this.base.forModule(module);
  }

  override deployed(place: NamedPlace): Evaluator {
    const base = this.base.deployed(place);
    if (base === this.base) return this;
    const bindings = this.bindings.map(({ scope, names }) => ({
      scope,
      names: new Map([...names].map(([name, bound]) => [name, bound.deployed(place)])),
    }));
    return new BoundEvaluator(base, bindings);
  }

  /** The expression that a name is bound to for code where `path` ends; null where it is bound to none. */
  expressionBound(name: string, path: Path): Expression | null {
    const binding = this.bindings.findLast(({ scope, names }) => names.has(name) && isInside(path, scope));
    return binding?.names.get(name)?.expression ?? null;
  }

  /** A parameter or loop variable that is bound holds what it is bound to. */
  protected override held(name: string, definition: Definition, path: Path): Definition {
    const binding = this.bindings.findLast(
      ({ scope, names }) => names.has(name) && isWithin(definition.node, scope) && isInside(path, scope),
    );
    if (!binding || !isVariable(definition)) return definition;
    const bound = binding.names.get(name)!;
    return {
      kind: 'held',
      node: definition.node,
      path: definition.path,
      scope: binding.scope,
      expression: bound.expression,
      get value() {
        return bound.value();
      },
    };
  }
}

/** The expression that a name is bound to; null where it is bound to a value that is no expression's, or not bound. */
export function expressionHeld(definition: Definition): Expression | null {
  if (definition.kind !== 'held' || !definition.expression) return null;
  const { node, path, evaluator } = definition.expression;
  return evaluator instanceof Evaluator ? { node, path, evaluator } : null;
}

/** Whether a definition is by a scope itself: a parameter of the function, a variable of the loop or comprehension. */
function isVariable(definition: Definition): boolean {
  if (definition.kind === 'parameter' || definition.kind === 'loop') return true;
  return definition.kind === 'opaque' && definition.reason.kind === 'comprehensionVariable';
}

function isWithin(node: Node, scope: Node): boolean {
  return scope.startIndex <= node.startIndex && node.endIndex <= scope.endIndex;
}

function isInside(path: Path, { id }: Node): boolean {
  return path.some((node) => node.id === id);
}

/** An expression as what a name is bound to. */
export function boundTo({ node, path, evaluator }: Expression): BoundValue {
  return {
    expression: { node, path, evaluator },
    value: () => evaluator.evaluate(node, path),
    deployed: (place) => boundTo({ node, path, evaluator: evaluator.deployed(place) }),
  };
}

/** A value that is no expression's, worked out from other bound values or the same in every environment. */
export function boundAs(
  parts: readonly BoundValue[],
  make: (values: readonly Evaluation[]) => Evaluation,
): BoundValue {
  return {
    expression: null,
    value: () => make(parts.map((part) => part.value())),
    deployed: (place) =>
      boundAs(
        parts.map((part) => part.deployed(place)),
        make,
      ),
  };
}

/**
 * What a call gives to the parameters of a function of the workspace, by name. One that nothing surely gives is left out,
 * and so stays unknown.
 * @param call null for a decorator, whose only argument is what it decorates
 * @param decorated that
 * @param self the object whose method it is: what its first parameter is given
 */
export function parametersBound(
  { node, path, evaluator }: Expression,
  call: Expression | null,
  {
    decorated = null,
    self = null,
  }: { readonly decorated?: Expression | null; readonly self?: Expression | null } = {},
): ReadonlyMap<string, BoundValue> {
  const own: Given<BoundValue> | undefined = call
    ? argumentsOf(call.node, {
        value: (each) => boundTo({ ...call, node: each }),
        spread: (each) => call.evaluator.evaluate(each, call.path),
        element: (element) => boundAs([], () => element),
      })
    : { positional: decorated ? [boundTo(decorated)] : [], keywords: new Map() };
  const given = own && self ? { ...own, positional: [boundTo(self), ...own.positional] } : own;
  const bound =
    given &&
    bindArguments(node, given, {
      // Defaults are folded outside the function.
      fallback: (each) => boundTo({ node: each, path: outside(path, node), evaluator }),
      tuple: (values) =>
        boundAs(values, (each) =>
          given.isOpen
            ? mayBeMore({ values: [], reason: null, origins: [] }, node)
            : combine(each, (items) => ({ kind: 'tuple', items: [...items] })),
        ),
      dict: (entries) =>
        boundAs([...entries.values()], (values) => {
          const named = [...entries.keys()].map((name, i) => [name, values[i]!] as const);
          const dict = known({ kind: 'dict', entries: new Map(named) });
          return given.isOpen ? mayBeMore(dict, node) : dict;
        }),
    });
  return bound ?? new Map<string, BoundValue>();
}

/** What is not all, since a spread that is not known may give more. */
function mayBeMore({ values, origins }: Evaluation, definition: Node): Evaluation {
  const callee = field(definition, 'name')?.text ?? 'lambda';
  return unknown({ kind: 'callSpreadsArguments', callee }, values, origins);
}

function outside(path: Path, definition: Node): Path {
  const index = path.findIndex(({ id }) => id === definition.id);
  return index > 0 ? path.slice(0, index) : path;
}
