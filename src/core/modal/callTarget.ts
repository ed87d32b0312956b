/** Which function or class a call such as `Model().update_autoscaler(…)` is made on, through names, files and chains. */
import type { CallTarget, ChainLink } from './declaration';
import type { Node } from 'web-tree-sitter';
import type { Definition } from '../python/definition';
import type { Evaluator } from '../python/evaluate';
import { single } from '../python/pyValue';
import { callArguments, excerpt, field, parts, type Path } from '../python/syntax';
import { rangeOf } from './declaredValue';
import { readCallValues } from './callValues';

/** The methods that make a variant, which a chain goes on from. */
const VARIANT_METHODS = new Set(['with_options', 'with_concurrency', 'with_batching']);
const LOOKUP = /^(aio\.)?(functions?\.)?(cls\.)?(Function|Cls)\.(from_name|lookup)$/;

/** How many steps one receiver is followed. */
const MAX_STEPS = 64;
/** How many links of a chain count. */
const MAX_LINKS = 16;

/** What a receiver is: its target, and the variant's calls before it. */
export interface FoundTarget {
  readonly target: CallTarget;
  readonly chain: readonly ChainLink[];
}

/** Follows a receiver where `path` ends. */
export function targetOf(receiver: Node, path: Path, evaluator: Evaluator): FoundTarget {
  const found = new Follower().follow(receiver, path, evaluator);
  return found ?? { target: { kind: 'unknown', source: excerpt(receiver) }, chain: [] };
}

/** Looks through expressions; null for what only a run can tell. */
class Follower {
  private steps = 0;

  follow(node: Node, path: Path, evaluator: Evaluator): FoundTarget | null {
    if (++this.steps > MAX_STEPS || evaluator.work.look() !== undefined) return null;
    switch (node.type) {
      case 'await':
      case 'parenthesized_expression': {
        const [inner] = parts(node);
        return inner ? this.follow(inner, path, evaluator) : null;
      }
      case 'conditional_expression': {
        const [first, , other] = parts(node);
        return first && other
          ? this.agreed([first, other].map((each) => this.follow(each, path, evaluator)))
          : null;
      }
      case 'identifier':
        return this.defined(evaluator.definitions(node.text, path), node.text, evaluator);
      case 'attribute':
        return this.attribute(node, path, evaluator);
      case 'call':
        return this.call(node, path, evaluator);
      default:
        return null;
    }
  }

  /** `serve.Model` of another file, or a method of a class or an instance, which runs in the containers of the class. */
  private attribute(node: Node, path: Path, evaluator: Evaluator): FoundTarget | null {
    const object = field(node, 'object');
    const name = field(node, 'attribute')?.text;
    if (!object || name === undefined) return null;
    const module = evaluator.moduleOf(object, path);
    if (typeof module === 'string') return null;
    if (!module) return this.follow(object, path, evaluator);
    const inner = evaluator.forModule(module);
    return this.defined(inner.definitionsAtEnd(name), name, inner);
  }

  private call(node: Node, path: Path, evaluator: Evaluator): FoundTarget | null {
    const callee = withoutAio(field(node, 'function'));
    if (!callee) return null;
    if (LOOKUP.test(evaluator.module.modalPath(callee) ?? '')) return deployed(node, path, evaluator);
    const method = callee.type === 'attribute' ? field(callee, 'attribute')?.text : undefined;
    const receiver = field(callee, 'object');
    // Anything else that is called makes an instance.
    if (!receiver || !VARIANT_METHODS.has(method ?? '')) return this.follow(callee, path, evaluator);
    const before = this.follow(receiver, path, evaluator);
    if (!before || before.chain.length >= MAX_LINKS) return null;
    const link = {
      file: evaluator.module.file,
      range: rangeOf(node),
      ...readCallValues(node, method!, path, evaluator),
    };
    return { ...before, chain: [...before.chain, link] };
  }

  private defined(
    definitions: readonly Definition[],
    name: string,
    evaluator: Evaluator,
  ): FoundTarget | null {
    return definitions.length > 0
      ? this.agreed(definitions.map((each) => this.definition(each, evaluator)))
      : this.byStar(name, evaluator);
  }

  private byStar(name: string, evaluator: Evaluator): FoundTarget | null {
    for (const star of evaluator.module.starImports) {
      if (++this.steps > MAX_STEPS) return null;
      const module = evaluator.importedModule(star);
      if (typeof module === 'string') continue;
      const inner = evaluator.forModule(module);
      const definitions = inner.definitionsAtEnd(name);
      if (definitions.length > 0) return this.defined(definitions, name, inner);
    }
    return null;
  }

  private definition(definition: Definition, evaluator: Evaluator): FoundTarget | null {
    switch (definition.kind) {
      case 'class':
      case 'function': {
        const { file } = evaluator.module;
        const name = field(definition.node, 'name')?.text ?? '';
        const line = definition.node.startPosition.row + 1;
        return { target: { kind: 'definition', file, name, line }, chain: [] };
      }
      case 'value':
        return this.follow(definition.node, definition.path, evaluator);
      case 'import': {
        const { name } = definition.import;
        const module = name === null ? 'absent' : evaluator.importedModule(definition.import);
        if (typeof module === 'string') return null;
        const inner = evaluator.forModule(module);
        return this.defined(inner.definitionsAtEnd(name!), name!, inner);
      }
      default:
        return null;
    }
  }

  /** What all of several possibilities come to; null if they differ. */
  private agreed(found: readonly (FoundTarget | null)[]): FoundTarget | null {
    const [first, ...others] = found;
    if (!first || others.length === 0) return first ?? null;
    const key = JSON.stringify(first);
    return others.every((each) => JSON.stringify(each) === key) ? first : null;
  }
}

/** `X.method` for `X.method.aio`. */
function withoutAio(callee: Node | null): Node | null {
  const isAio = callee?.type === 'attribute' && field(callee, 'attribute')?.text === 'aio';
  return isAio ? field(callee, 'object') : callee;
}

function deployed(call: Node, path: Path, evaluator: Evaluator): FoundTarget | null {
  const { positional, keywords } = callArguments(call);
  const text = (index: number, names: readonly string[]): string | null => {
    const node = positional[index] ?? keywords.find(({ name }) => names.includes(name))?.value;
    const value = node && single(evaluator.evaluate(node, path));
    return value?.kind === 'str' ? value.value : null;
  };
  const app = text(0, ['app_name']);
  const name = text(1, ['name', 'tag']);
  if (app === null || name === null) return null;
  // `Model.generate` and `Model.*` name the containers of the class.
  return { target: { kind: 'deployed', app, name: name.split('.')[0]! }, chain: [] };
}
