/**
 * The last resort: what registers with a receiver that nobody knows, `make_apps()[0].function(gpu="H100")`. A declaration
 * too many shows itself; one that is missed passes every check.
 */
import type { Node } from 'web-tree-sitter';
import type { Expression } from '../python/boundEvaluator';
import type { Evaluator } from '../python/evaluate';
import type { PythonModule } from '../python/module';
import { dottedName, field, type CallArguments, type Path } from '../python/syntax';

/** Keywords of Modal's that no other decorator of such a name takes. */
const TELLING: ReadonlySet<string> = new Set([
  'allow_concurrent_inputs',
  'buffer_containers',
  'compute_region',
  'concurrency_limit',
  'container_idle_timeout',
  'enable_memory_snapshot',
  'ephemeral_disk',
  'gpu',
  'keep_warm',
  'max_containers',
  'min_containers',
  'nonpreemptible',
  'scaledown_window',
  'single_use_containers',
]);

/** Others that Modal takes. */
const TAKEN: ReadonlySet<string> = new Set([
  'block_network',
  'checkpointing_enabled',
  'cloud',
  'cloud_bucket_mounts',
  'cpu',
  'enable_web_server',
  'env',
  'experimental_options',
  'i6pn',
  'image',
  'include_source',
  'is_generator',
  'max_inputs',
  'memory',
  'mounts',
  'name',
  'network_file_systems',
  'port',
  'proxy',
  'region',
  'restrict_modal_access',
  'restrict_output',
  'retries',
  'routing_region',
  'scaleup_window',
  'schedule',
  'secret',
  'secrets',
  'serialized',
  'startup_timeout',
  'target_concurrency',
  'timeout',
  'unauthenticated',
  'volumes',
]);

/** Whether keywords of some names show that a call is Modal's. */
export function areTelling(names: readonly string[]): boolean {
  return names.some((name) => TELLING.has(name));
}

/**
 * Whether a call of a receiver's `function`, `cls` or `server` is most likely Modal's: in a file that imports `modal`, with
 * keywords all of which are Modal's and one that is nobody else's, on something that the code does not show to be another thing.
 */
export function isProbablyApp(receiver: Expression, { positional, keywords }: CallArguments): boolean {
  const names = keywords.map(({ name }) => name);
  return (
    positional.length === 0 &&
    areTelling(names) &&
    names.every((name) => TELLING.has(name) || TAKEN.has(name)) &&
    importsModal(receiver.evaluator.module) &&
    !isOther(receiver)
  );
}

/** Whether a file, or in a notebook a cell up to this one, imports `modal`: other packages may have methods of the same names. */
export function importsModal(module: PythonModule): boolean {
  return [module, ...module.cellsBefore()].some((each) => each.importsFrom('modal').length > 0);
}

/** Whether the code shows that a receiver is no app: a module, a class, a value, an object of another class or package. */
function isOther({ node, path, evaluator }: Expression): boolean {
  const module = evaluator.moduleOf(node, path);
  // What a module has that is not in the workspace may well be an app.
  if (module !== null && (typeof module !== 'string' || node.type === 'identifier')) return true;
  if (evaluator.module.modalPath(node) !== null || evaluator.classOf(node, path)) return true;
  const { values, reason } = evaluator.evaluate(node, path);
  if (values.length > 0 && reason === null) return true;
  if (node.type !== 'identifier') return false;
  const definitions = evaluator.definitions(node.text, path);
  // What is bound nowhere is nothing; a star import may bind it.
  if (definitions.length === 0) return evaluator.module.starImports.length === 0;
  return definitions.some((each) => {
    if (each.kind === 'function' || each.kind === 'class') return true;
    return each.kind === 'value' && isForeign(each.node, each.path, evaluator);
  });
}

/** `Router()` of a package that is not in the workspace, or of a class of it. */
function isForeign(value: Node, path: Path, evaluator: Evaluator): boolean {
  const callee = value.type === 'call' ? field(value, 'function') : null;
  const name = callee && dottedName(callee)?.split('.').pop();
  return callee != null && (evaluator.classOf(callee, path) !== null || /^[A-Z]/.test(name ?? ''));
}
