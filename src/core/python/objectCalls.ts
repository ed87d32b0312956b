/** Calls that make and copy objects: `replace(…)`, `model_copy(…)`, `SimpleNamespace(…)`, methods of the workspace's classes. */
import type { Node } from 'web-tree-sitter';
import { notFollowed } from './classAttributes';
import { calleeOf, classInfo, decoratorsOf, markOf, memberOf, siteOf } from './classes';
import { kindOf } from './classFields';
import type { Arguments, ClassSite, Folding } from './folding';
import { ownMethod, undecorated } from './functionCalls';
import { functionSite } from './functionSites';
import { fieldNames, instanceOf, replacedBy } from './instances';
import { namedTupleType } from './namedTuples';
import {
  known,
  oneOf,
  single,
  unknown,
  withOrigin,
  type Evaluation,
  type PyObject,
  type PyValue,
} from './pyValue';
import { field, type Path } from './syntax';

/** A function of the standard library, or of attrs, on objects; null for any other. */
export function objectFunction(
  folding: Folding,
  real: string,
  path: Path,
  args: Arguments,
): Evaluation | null {
  const [first] = args.positional;
  switch (real) {
    case 'types.SimpleNamespace':
    case 'argparse.Namespace':
      if (args.positional.length > 0) return null;
      return known({ kind: 'object', className: real.split('.')[1]!, attributes: args.keywords });
    case 'dataclasses.replace':
    case 'copy.replace':
    case 'attrs.evolve':
    case 'attr.evolve':
      return first ? eachObject(first, (object) => replaced(folding, path, object, args.keywords)) : null;
    case 'dataclasses.asdict':
    case 'attrs.asdict':
    case 'attr.asdict':
      return first && args.keywords.size === 0
        ? eachObject(first, (object) => asDict(folding, object))
        : null;
    case 'vars':
      return first
        ? eachObject(first, (object) => known({ kind: 'dict', entries: object.attributes }))
        : null;
    case 'copy.copy':
    case 'copy.deepcopy':
      return first ?? null;
    case 'types.MappingProxyType':
      return first && args.positional.length === 1 ? first : null;
    default:
      return null;
  }
}

function eachObject(holder: Evaluation, change: (object: PyObject) => Evaluation | null): Evaluation | null {
  const results = holder.values.map((value) => (value.kind === 'object' ? change(value) : null));
  if (results.length === 0 || results.includes(null)) return null;
  const found = withOrigin(oneOf(results as Evaluation[]), ...holder.origins);
  return holder.reason === null ? found : { ...found, reason: holder.reason };
}

function replaced(
  folding: Folding,
  path: Path,
  object: PyObject,
  changes: Arguments['keywords'],
): Evaluation {
  return object.order ? withAttributes(object, changes) : replacedBy(folding, path, object, changes);
}

function withAttributes(object: PyObject, changes: Arguments['keywords']): Evaluation {
  const isFitting = [...changes.keys()].every((name) => object.attributes.has(name));
  if (!isFitting)
    return unknown({
      kind: 'fieldNotKnown',
      className: object.className,
      attribute: [...changes.keys()].join(),
    });
  return known({ ...object, attributes: new Map([...object.attributes, ...changes]) });
}

/** `asdict(x)`: its fields, those of objects in them, too. */
function asDict(folding: Folding, object: PyObject): Evaluation | null {
  const names = object.order ?? fieldNames(folding, object);
  if (!names) return null;
  const entries = names.flatMap((name): [string, Evaluation][] => {
    const value = object.attributes.get(name);
    return value ? [[name, { ...value, ...dictsIn(folding, value) }]] : [];
  });
  return known({ kind: 'dict', entries: new Map(entries) });
}

function dictsIn(folding: Folding, value: Evaluation): Pick<Evaluation, 'values' | 'reason'> {
  const values: PyValue[] = [];
  let { reason } = value;
  for (const each of value.values) {
    const dict = each.kind === 'object' ? asDict(folding, each) : known(each);
    const only = dict && single(dict);
    if (only && !holdsObject(only)) values.push(only);
    else reason ??= { kind: 'runtimeCall', callee: 'asdict' };
  }
  return { values, reason };
}

function holdsObject(value: PyValue): boolean {
  return (
    (value.kind === 'list' || value.kind === 'tuple') &&
    value.items.some((item) => item.kind === 'object' || holdsObject(item))
  );
}

/**
 * A method of an object of the workspace's classes; null where it has none of that name.
 * @param isOwn whether nothing else holds the object, so that the method may change it
 */
export function objectMethod(
  folding: Folding,
  path: Path,
  object: PyObject,
  method: string,
  args: Arguments,
  isOwn = false,
): Evaluation | null {
  const isTuple = object.order !== undefined;
  if (isTuple && method === '_replace' && args.positional.length === 0)
    return withAttributes(object, args.keywords);
  if (isTuple && method === '_asdict') return known({ kind: 'dict', entries: object.attributes });
  const info = object.type && classInfo(siteOf(folding, object.type));
  if (!info) return null;
  const member = memberOf(info, method);
  if (member) {
    const self = known(object);
    return methodOf(folding, path, member, args, self, info.site, isOwn && object);
  }
  const kind = kindOf(info, info.site);
  return kind === 'pydantic' || kind === 'settings' ? modelMethod(folding, object, method, args) : null;
}

/** What pydantic gives each model. */
function modelMethod(folding: Folding, object: PyObject, method: string, args: Arguments): Evaluation | null {
  const update = args.keywords.get('update');
  switch (method) {
    case 'model_copy':
    case 'copy': {
      if ([...args.keywords.keys()].some((name) => name !== 'update' && name !== 'deep')) return null;
      if (!update) return known(object);
      const changes = single(update);
      if (changes?.kind !== 'dict') return unknown(update.reason ?? { kind: 'keyNotKnown' });
      return known({ ...object, attributes: new Map([...object.attributes, ...changes.entries]) });
    }
    case 'model_dump':
    case 'dict':
      return args.positional.length + args.keywords.size === 0 ? asDict(folding, object) : null;
    default:
      return null;
  }
}

type Member = NonNullable<ReturnType<typeof memberOf>>;

function methodOf(
  folding: Folding,
  path: Path,
  { owner, definitions }: Member,
  { positional, keywords }: Arguments,
  self: Evaluation | null,
  site: ClassSite,
  own: PyObject | false = false,
): Evaluation {
  const [only, ...more] = definitions;
  if (only?.kind !== 'function' || more.length > 0) return notFollowed(site);
  const { module } = owner.evaluator;
  const [decorator, ...others] = decoratorsOf(only.path).map((each) => module.realName(calleeOf(each)));
  if (others.length > 0) return notFollowed(site);
  const name = field(only.node, 'name')?.text ?? '';
  const method = functionSite(folding, owner.evaluator, name, only, path);
  if (!method) return notFollowed(site);
  const call = (first: readonly Evaluation[]): Evaluation =>
    undecorated(method, { positional: [...first, ...positional], keywords });
  switch (decorator) {
    case undefined:
      if (own) return ownMethod(method, own, { positional, keywords });
      return call(self ? [self] : []);
    case 'classmethod':
      return call([
        known({ kind: 'object', className: 'type', attributes: new Map(), stands: markOf(site) }),
      ]);
    case 'staticmethod':
      return call([]);
    default:
      return notFollowed(site);
  }
}

/** `Config.from_env()`, `Config.model_validate({…})`; null where the class has no such function. */
export function classFunction(
  folding: Folding,
  path: Path,
  site: ClassSite,
  name: string,
  args: Arguments,
): Evaluation | null {
  const info = classInfo(site);
  if (!info) return null;
  const member = info.isOpaque ? null : memberOf(info, name);
  if (member) return methodOf(folding, path, member, args, null, site);
  const kind = kindOf(info, site);
  const isModel = kind === 'pydantic' || kind === 'settings';
  const [first, ...more] = args.positional;
  if (!isModel || !first || more.length > 0 || !/^(model_validate|parse_obj)$/.test(name)) return null;
  const value = single(first);
  return value?.kind === 'dict'
    ? instanceOf(folding, path, site, { positional: [], keywords: value.entries })
    : null;
}

/** `Spec("H100")` where `Spec` is `namedtuple("Spec", "gpu")`; null for anything else. */
export function namedTupleCall(
  folding: Folding,
  callee: Node,
  path: Path,
  args: Arguments,
): Evaluation | null {
  const type = namedTupleType(folding, callee, path);
  if (!type) return null;
  const { className, fields, defaults } = type;
  const attributes = new Map<string, Evaluation>();
  const withoutDefault = fields.length - defaults.length;
  fields.forEach((name, i) => {
    const value = args.positional[i] ?? args.keywords.get(name) ?? defaults[i - withoutDefault];
    if (value) attributes.set(name, value);
  });
  const isFitting =
    attributes.size === fields.length &&
    args.positional.length <= fields.length &&
    [...args.keywords.keys()].every((name) => fields.indexOf(name) >= args.positional.length);
  return isFitting ? known({ kind: 'object', className, attributes, order: fields }) : null;
}
