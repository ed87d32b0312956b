/** Modal's apps and sandboxes as values: `modal` under another name, `modal.App` in a default, an app that is made. */
import type { Node } from 'web-tree-sitter';
import type { ClassInfo, Folding } from './folding';
import { givenArguments } from './parameters';
import { known, single, type Evaluation, type ModalCall } from './pyValue';
import { callArguments, field, type Path } from './syntax';

/** The package, its modules and classes that hold what registers or makes containers, and what these classes have. */
const HELD = /^((app|stub|sandbox)(\.|$))?((App|Stub|Sandbox)(\.\w+)*)?$/;

/** What stands below the package under a path, where that is one of these; plain values, such as a version, are not. */
export function modalName(path: string | null): Evaluation | undefined {
  return path !== null && HELD.test(path) ? known({ kind: 'modalName', path }) : undefined;
}

/** `package.App`, where the package has another name here. */
export function attributeOfModal(path: string, attribute: string): Evaluation | undefined {
  return modalName(path === '' ? attribute : `${path}.${attribute}`);
}

/** What a call of something of Modal's makes, where a value has that: `app_class("name")`; undefined for any other call. */
export function modalCall(folding: Folding, node: Node, path: Path): Evaluation | undefined {
  const callee = field(node, 'function');
  if (!callee || !MAY_HOLD.has(callee.type)) return undefined;
  const found = folding.evaluate(callee, path);
  const made = found.values.flatMap((value): ModalCall[] => {
    if (value.kind !== 'modalName') return [];
    const { positional = [], keywords = new Map<string, Evaluation>() } =
      givenArguments(folding, node, path) ?? {};
    return [{ kind: 'modal', path: value.path, positional, keywords }];
  });
  return made.length > 0 ? { ...found, values: made } : undefined;
}

const MAY_HOLD: ReadonlySet<string> = new Set(['identifier', 'attribute', 'subscript', 'call']);

/** `getattr(modal, "App", None)`; undefined for any other call. */
export function namedByText(folding: Folding, node: Node, path: Path): Evaluation | undefined {
  if (field(node, 'function')?.text !== 'getattr') return undefined;
  const [object, name] = callArguments(node).positional;
  const text = name && single(folding.evaluate(name, path));
  const [holder] = object ? folding.evaluate(object, path).values : [];
  return text?.kind === 'str' && holder?.kind === 'modalName'
    ? attributeOfModal(holder.path, text.value)
    : undefined;
}

/** The class of Modal's that a class of the workspace inherits from: `App` for `class Service(modal.App)`. */
export function modalBase({ outside }: ClassInfo): string | undefined {
  for (const name of outside) {
    const base = /^modal\.(?:(?:app|stub|sandbox)\.)?(App|Stub|Sandbox)$/.exec(name)?.[1];
    if (base !== undefined) return base;
  }
  return undefined;
}
