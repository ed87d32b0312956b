/** Context managers that may end a block early, without anybody being told: `with suppress(KeyError):`. */
import type { Node } from 'web-tree-sitter';
import type { ScopeContext } from './scopeContext';
import { field, last, parts, type Path } from './syntax';

/** Managers of the standard library that hand every exception on. */
const HARMLESS =
  /^(open|(io|gzip|bz2|lzma|zipfile|tarfile|tempfile|threading|multiprocessing|concurrent\.futures|warnings|socket|sqlite3|decimal|importlib\.resources|os)\.[\w.]+|contextlib\.(nullcontext|closing|redirect_stdout|redirect_stderr|chdir))$/;

/** Methods by which people make managers of that kind: of files, and of Modal's apps. */
const HARMLESS_METHODS = /^(open|run|batch_upload)$/;

/**
 * Whether what a `with` enters may swallow an exception of its body. What is not known to hand it on may, unless nothing in
 * the body can raise one.
 */
export function maySwallow({ module }: ScopeContext, path: Path): boolean {
  const statement = last(path);
  const body = field(statement, 'body');
  if (body && parts(body).every(isSafe)) return false;
  const clause = parts(statement).find(({ type }) => type === 'with_clause');
  const managers = (clause ? parts(clause) : []).map((item) => managerOf(field(item, 'value') ?? item));
  return managers.some((manager) => {
    const callee = manager.type === 'call' ? field(manager, 'function') : null;
    if (!callee) return true;
    const ofModal = module.modalPath(callee);
    if (ofModal !== null) return false;
    if (HARMLESS.test(module.realName(callee) ?? '')) return false;
    // `image.imports()` passes over what raises on the machine that deploys.
    return callee.type !== 'attribute' || !HARMLESS_METHODS.test(field(callee, 'attribute')?.text ?? '');
  });
}

/** `manager` of `manager as name`. */
function managerOf(item: Node): Node {
  return item.type === 'as_pattern' ? (parts(item)[0] ?? item) : item;
}

const DEFINITIONS = new Set(['function_definition', 'pass_statement', 'comment']);
const LITERALS = new Set(['integer', 'float', 'string', 'true', 'false', 'none']);

/** Whether a statement cannot raise: it defines a function, or gives a literal to a name. */
function isSafe(statement: Node): boolean {
  if (DEFINITIONS.has(statement.type)) return true;
  const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
  const value = assignment?.type === 'assignment' ? field(assignment, 'right') : assignment;
  const isName = assignment?.type !== 'assignment' || field(assignment, 'left')?.type === 'identifier';
  return isName && value != null && LITERALS.has(value.type) && !/^[fFrRbB]*[fF]/.test(value.text);
}
