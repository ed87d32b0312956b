/** Folding with values for the parameters of a helper that is called, or for the variable of a loop's round. */
import type { Node } from 'web-tree-sitter';
import type { Definition } from '../python/definition';
import type { Variables } from '../python/environment';
import { Evaluator, type ModuleFinder } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { valueOf } from '../python/nameValues';
import { oneOf, type Evaluation } from '../python/pyValue';
import type { Path } from '../python/syntax';
import type { Work } from '../python/work';

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
}

/** The names that a function, a loop or a comprehension binds, each to what it holds this time. */
export interface Binding {
  readonly scope: Node;
  readonly names: ReadonlyMap<string, BoundValue>;
}

/** Folds one module's expressions with the bindings, the innermost last. What it remembers holds for them alone. */
export class BoundEvaluator extends Evaluator {
  constructor(
    module: PythonModule,
    modules: ModuleFinder,
    work: Work,
    readonly bindings: readonly Binding[],
    variables?: Variables,
  ) {
    super(module, modules, work, new Map(), variables);
  }

  protected override in(variables: Variables): Evaluator {
    return new BoundEvaluator(this.module, this.modules, this.work, this.bindings, variables);
  }

  override evaluate(node: Node, path: Path): Evaluation {
    return (node.type === 'identifier' ? this.valueAt(node, path) : undefined) ?? super.evaluate(node, path);
  }

  /** What a name is bound to, if by nothing else than a binding. */
  boundAt(node: Node, path: Path): BoundValue | undefined {
    const binding = this.bindingOf(node);
    const definitions = binding ? this.definitions(node.text, path) : [];
    return binding && definitions.every((each) => isBy(each, binding.scope))
      ? binding.names.get(node.text)
      : undefined;
  }

  private valueAt(node: Node, path: Path): Evaluation | undefined {
    const binding = this.bindingOf(node);
    const bound = binding?.names.get(node.text);
    if (!binding || !bound) return undefined;
    const definitions = this.definitions(node.text, path);
    if (!definitions.some((each) => isBy(each, binding.scope))) return undefined;
    return oneOf(
      definitions.map((each) =>
        isBy(each, binding.scope) ? bound.value() : valueOf(this, node.text, [each]),
      ),
    );
  }

  private bindingOf(node: Node): Binding | undefined {
    return this.bindings.findLast(({ scope, names }) => names.has(node.text) && isWithin(node, scope));
  }
}

/** Whether a definition is by this scope itself: a parameter of the function, a variable of the loop or comprehension. */
function isBy(definition: Definition, scope: Node): boolean {
  if (!isWithin(definition.node, scope)) return false;
  if (definition.kind === 'parameter' || definition.kind === 'loop') return true;
  return definition.kind === 'opaque' && definition.reason.kind === 'comprehensionVariable';
}

function isWithin(node: Node, scope: Node): boolean {
  return scope.startIndex <= node.startIndex && node.endIndex <= scope.endIndex;
}
