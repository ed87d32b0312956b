import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import type { PythonModule } from '../python/module';
import { callArguments, decorators, field, last, parts } from '../python/syntax';
import { stubName } from './app';
import type { ModalArguments } from './arguments';
import type { OldNameUse } from './declaration';
import { rangeOf } from './declaredValue';
import type { Replacement } from './replacement';

/** What a declaration is made of. */
interface DeclarationParts {
  readonly app: Expression;
  /** What is registered: a definition with its decorators, or whatever a call is given. */
  readonly target: Expression | null;
  readonly given: ModalArguments;
}

/** The old names that a declaration uses besides its parameters: its app's class, its GPU, its decorators and its methods'. */
export function oldNames({ app, target, given }: DeclarationParts, module: PythonModule): OldNameUse[] {
  const stub = stubName(app.node, app.path, module, app.evaluator);
  return [
    ...(stub ? [use(stub, 'modal.Stub', 'modal.App', '0.62.162', '1.0.0')] : []),
    ...(given.oldGpu ? [given.oldGpu] : []),
    ...(target && mayDecorate(module) ? decoratorsOf(target) : []).flatMap((decorator) =>
      oldDecorator(decorator, module),
    ),
  ];
}

/** `f.keep_warm(1)`: the method, by its name in the code. */
export function oldMethod(name: Node): OldNameUse {
  return use(name, '.keep_warm(…)', '.update_autoscaler(min_containers=…)', '0.74.46', '1.4.0');
}

/** Whether a file has a word of an old decorator at all: most need no look at theirs. */
function mayDecorate(module: PythonModule): boolean {
  // A cell may have it from one before, under another name.
  return module.cell !== null || OLD_WORDS.some((word) => module.occurrences(word).length > 0);
}

const OLD_WORDS = ['web_endpoint', 'keep_warm'];

/** The decorators of a definition and, for a class, of its methods. */
function decoratorsOf({ node, path }: Expression): readonly Node[] {
  const around = last(path);
  const body = node.type === 'class_definition' ? field(node, 'body') : null;
  const methods = body ? parts(body).filter(({ type }) => type === 'decorated_definition') : [];
  const isDecorated = around.type === 'decorated_definition' && field(around, 'definition')?.id === node.id;
  return [...(isDecorated ? [around] : []), ...methods].flatMap(decorators);
}

function oldDecorator(decorator: Node, module: PythonModule): OldNameUse[] {
  const expression = parts(decorator)[0];
  const call = expression?.type === 'call' ? expression : null;
  const callee = call ? field(call, 'function') : expression;
  const path = callee && module.modalPath(callee);
  if (path === 'web_endpoint')
    return [use(callee!, '@modal.web_endpoint', '@modal.fastapi_endpoint', '0.73.89', '1.4.0')];
  if (path !== 'method' || !call) return [];
  const warm = callArguments(call).keywords.find(({ name }) => name === 'keep_warm');
  const inClass: Replacement = { kind: 'classMinContainers' };
  return warm ? [use(warm.node, '@modal.method(keep_warm=…)', inClass, '0.63.0', '0.73.84')] : [];
}

function use(
  node: Node,
  old: string,
  present: string | Replacement,
  warnedSince: string,
  refusedSince: string,
): OldNameUse {
  return {
    old,
    use: typeof present === 'string' ? { kind: 'code', code: present } : present,
    warnedSince,
    refusedSince,
    line: node.startPosition.row + 1,
    range: rangeOf(node),
  };
}
