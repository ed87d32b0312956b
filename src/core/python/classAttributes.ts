/** Attributes that classes and their objects have. */
import { classInfo, isProperty, isSame, memberOf, siteOf } from './classes';
import { enumAttribute, isEnum } from './enumValues';
import type { ClassInfo, ClassSite, Folding } from './folding';
import { undecorated } from './functionCalls';
import { functionSite } from './functionSites';
import { CHANGING_METHODS } from './changePlaces';
import { changedIn, settingOf } from './inPlaceChanges';
import type { PythonModule } from './module';
import { valueOf } from './nameValues';
import { known, str, unknown, type Evaluation, type PyObject, type PyValue } from './pyValue';
import { isMutable } from './sharedParts';
import { field, type Path } from './syntax';

/** An attribute set in a class's body, or in that of a class that it inherits from. */
export function classAttribute(reader: Folding, site: ClassSite, attribute: string, path: Path): Evaluation {
  const info = classInfo(site);
  if (!info || info.isOpaque) return notFollowed(site);
  return isEnum(info)
    ? enumAttribute(info, attribute)
    : inherited({ folding: reader, path }, info, attribute, site);
}

/** `own` is the class that was named: what is set on it from outside is for those who know the name. */
function inherited(reader: Reader, info: ClassInfo, attribute: string, own: ClassSite | null): Evaluation {
  const member = memberOf(info, privateName(info, attribute)) ?? memberOf(info, attribute);
  for (const site of info.order) {
    const at = own && isSame(site, own) ? undefined : setFromOutside(reader, site, attribute);
    if (at) return unknown({ kind: 'attributeChanged', object: classNameOf(site), attribute, at });
    if (member && isSame(site, member.owner)) break;
  }
  if (!member) return unknown({ kind: 'attributeNotSet', attribute });
  const value = valueOf(member.owner.evaluator, attribute, member.definitions);
  if (value.values.some((each) => isDescriptor(reader.folding, each))) return notFollowed(info.site);
  const isShared = value.values.some(isMutable);
  const at =
    info.order.some((each) => isSetByClass(each, attribute)) ||
    (isShared &&
      info.order.some(
        (each) =>
          isChangedByObject(each, attribute) ||
          isChangedByObject({ ...each, evaluator: reader.folding }, attribute),
      ));
  return at ? notFollowed(info.site) : value;
}

/** What follows an attribute that is changed in place. */
const CHANGED = new RegExp(
  String.raw`^\s*(\[[^\n]*\]\s*([-+*/|]|//)?=(?!=)|[+*|]=|(\[[^\n]*\])?\s*\.\s*(${[...CHANGING_METHODS].join('|')})\b)`,
);

/** `cls.gpu = …` in a function of the class. */
function isSetByClass({ evaluator: { module }, node }: ClassSite, attribute: string): boolean {
  return module.occurrences(attribute).some((offset) => {
    if (offset < node.startIndex || offset >= node.endIndex) return false;
    const { before, after } = aroundOf(module, offset, attribute);
    return /\b(cls|__class__|type\(\w+\))\s*\.\s*$/.test(before) && /^\s*([-+*/|]|\/\/)?=(?!=)/.test(after);
  });
}

/** Whether a list or dict that all objects of a class share may be changed by way of one of them, or handed out. */
function isChangedByObject(site: ClassSite, attribute: string): boolean {
  const { module } = site.evaluator;
  const byName = new RegExp(`(^|[^.\\w])${classNameOf(site)}\\s*\\.\\s*$`);
  return module.occurrences(attribute).some((offset) => {
    const { before, after } = aroundOf(module, offset, attribute);
    if (!/\.\s*$/.test(before) || byName.test(before)) return false;
    return (
      CHANGED.test(after) || (/(return|=)\s*(self|cls)\s*\.\s*$/.test(before) && /^\s*(\n|#|$)/.test(after))
    );
  });
}

function aroundOf({ text }: PythonModule, offset: number, word: string): { before: string; after: string } {
  const end = offset + word.length;
  return { before: text.slice(Math.max(0, offset - 60), offset), after: text.slice(end, end + 200) };
}

/** Whether an object in a class decides what is read there: it has a `__get__`. */
function isDescriptor(folding: Folding, value: PyValue): boolean {
  const info = value.kind === 'object' && value.type ? classInfo(siteOf(folding, value.type)) : null;
  return info !== null && memberOf(info, '__get__') !== null;
}

/** `_Config__gpu` is `__gpu` in the body of `Config`. */
function privateName({ order }: ClassInfo, attribute: string): string {
  for (const site of order) {
    const prefix = `_${classNameOf(site).replace(/^_+/, '')}`;
    if (attribute.startsWith(`${prefix}__`)) return attribute.slice(prefix.length);
  }
  return attribute;
}

/** Who reads an attribute, and where. */
interface Reader {
  readonly folding: Folding;
  readonly path: Path;
}

function setFromOutside(
  { folding, path }: Reader,
  site: ClassSite,
  attribute: string,
): ReturnType<typeof changedIn> {
  const name = classNameOf(site);
  const pattern = settingOf(attribute);
  const isOwn = folding.module === site.evaluator.module;
  const inOwn = changedIn(site.evaluator, name, pattern, isOwn ? path : site.path.slice(0, 1));
  return inOwn ?? (isOwn ? undefined : changedIn(folding, name, pattern, path));
}

function classNameOf({ node }: ClassSite): string {
  return field(node, 'name')?.text ?? '';
}

export function notFollowed(site: ClassSite): Evaluation {
  return unknown({ kind: 'classNotFollowed', className: classNameOf(site) });
}

/** An attribute of an object: worked out by its class, its own, or its class's. */
export function objectAttribute(reader: Folding, value: PyObject, attribute: string, path: Path): Evaluation {
  const { type, className } = value;
  const notKnown = unknown({ kind: 'fieldNotKnown', className, attribute });
  const info = type && classInfo(siteOf(reader, type));
  if (!value.behavior?.properties.has(attribute)) {
    const own = value.attributes.get(attribute);
    if (own) return own;
    if (attribute === '__dict__') return known({ kind: 'dict', entries: value.attributes });
  }
  if (!info || attribute.startsWith('__')) return notKnown;
  const member = memberOf(info, attribute);
  const [only, ...more] = member?.definitions ?? [];
  if (!member || !only) return notKnown;
  if (isProperty(only, member.owner) && more.length === 0) {
    const getter = functionSite(reader, member.owner.evaluator, attribute, only, path);
    return getter
      ? undecorated(getter, { positional: [known(value)], keywords: new Map() })
      : notFollowed(member.owner);
  }
  return only.kind === 'function' ? notKnown : inherited({ folding: reader, path }, info, attribute, null);
}

/** `.name` and `.value` of a member of an enumeration of texts or numbers. */
export function memberAttribute(value: PyValue, attribute: string): Evaluation | undefined {
  if ((value.kind !== 'str' && value.kind !== 'int') || !value.member) return undefined;
  if (attribute === 'name' || attribute === '_name_') return known(str(value.member.name));
  return attribute === 'value' || attribute === '_value_'
    ? known({ kind: value.kind, value: value.value } as PyValue)
    : undefined;
}
