import type { ClassInfo } from './folding';
/** Members of `Enum` classes. */
import type { Node } from 'web-tree-sitter';
import { behaviorOf, markOf, memberOf } from './classes';
import {
  combine,
  equal,
  int,
  known,
  notFolded,
  numeric,
  oneOf,
  single,
  str,
  unknown,
  type Evaluation,
  type PyObject,
  type PyValue,
} from './pyValue';
import { field, parts } from './syntax';

const ENUMS = /^enum\.(Enum|IntEnum|StrEnum|Flag|IntFlag|ReprEnum)$|^strenum\.StrEnum$/;

export function isEnum({ outside }: ClassInfo): boolean {
  return [...outside].some((name) => ENUMS.test(name));
}

/** What an attribute of an enumeration is: one of its members, as long as its body is plain. */
export function enumAttribute(info: ClassInfo, attribute: string): Evaluation {
  const members = membersOf(info);
  const found = members?.get(attribute);
  if (found) return found;
  return unknown(
    members ? { kind: 'attributeNotSet', attribute } : { kind: 'classNotFollowed', className: info.name },
  );
}

/** `Gpu("H100")`: the member of a value. */
export function enumByValue(info: ClassInfo, value: Evaluation): Evaluation {
  const members = [...(membersOf(info)?.values() ?? [])];
  return combine([value, ...members], ([wanted, ...each]) => {
    const verdicts = each.map((member) => equal(plainOf(member), wanted!));
    const at = verdicts.findIndex((verdict) => verdict !== false);
    return verdicts[at] === true ? each[at]! : notFolded({ kind: 'runtimeCall', callee: info.name });
  });
}

/** `Gpu["BIG"]`: the member of a name. */
export function enumByName(info: ClassInfo, name: Evaluation): Evaluation {
  if (name.reason !== null) return name;
  return oneOf(
    name.values.map((each) =>
      each.kind === 'str' ? enumAttribute(info, each.value) : unknown({ kind: 'keyNotKnown' }),
    ),
  );
}

/** All members by name, aliases among them; null where the body does more than set them. */
export function membersOf(info: ClassInfo): ReadonlyMap<string, Evaluation> | null {
  const { evaluator, node, path } = info.site;
  const body = field(node, 'body');
  const hasHooks = ['__new__', '__init__', '_generate_next_value_', '_missing_', '_ignore_', '__eq__'].some(
    (name) => memberOf(info, name) !== null,
  );
  const mixin = mixinOf(info);
  if (!body || hasHooks || mixin === null) return null;
  const members = new Map<string, Evaluation>();
  const values: PyValue[] = [];
  for (const statement of parts(body)) {
    if (!mayBindMember(statement)) continue;
    const assignment = statement.type === 'expression_statement' ? parts(statement)[0] : undefined;
    const left = assignment?.type === 'assignment' ? field(assignment, 'left') : null;
    const right = assignment && field(assignment, 'right');
    if (!assignment || left?.type !== 'identifier' || right?.type === 'assignment') return null;
    if (!right || left.text.startsWith('_') || members.has(left.text)) {
      if (members.has(left.text) || (right && !left.text.startsWith('__'))) return null;
      continue;
    }
    const given = isAuto(info, right)
      ? automatic(mixin, values, left.text)
      : evaluator.evaluate(right, [...path, body, statement]);
    const value = single(given);
    if (value) values.push(value);
    members.set(left.text, memberWith(info, mixin, left.text, given, members));
  }
  return members;
}

function mayBindMember(statement: Node): boolean {
  if (['function_definition', 'pass_statement'].includes(statement.type)) return false;
  if (statement.type === 'decorated_definition')
    return field(statement, 'definition')?.type !== 'function_definition';
  return !(statement.type === 'expression_statement' && parts(statement)[0]?.type === 'string');
}

type Mixin = 'none' | 'str' | 'int' | 'StrEnum' | 'IntEnum';

/** What the members are beside members; null for what is not followed. */
function mixinOf({ outside }: ClassInfo): Mixin | null {
  const names = [...outside].filter((name) => name !== 'enum.Enum');
  if (names.length === 0) return 'none';
  if (names.length > 1) return null;
  switch (names[0]) {
    case 'str':
    case 'int':
      return names[0];
    case 'enum.StrEnum':
    case 'strenum.StrEnum':
      return 'StrEnum';
    case 'enum.IntEnum':
      return 'IntEnum';
    default:
      return null;
  }
}

function isAuto({ site }: ClassInfo, node: Node): boolean {
  const callee = node.type === 'call' ? field(node, 'function') : null;
  return callee !== null && site.evaluator.module.realName(callee) === 'enum.auto';
}

/** `auto()`: the name in lower case, or one more than the number before; versions of Python differ where that is not the highest. */
function automatic(mixin: Mixin, before: readonly PyValue[], name: string): Evaluation {
  if (mixin === 'StrEnum') return known(str(name.toLowerCase()));
  const numbers = before.map((each) => (each.kind === 'int' ? each.value : undefined));
  const last = numbers.at(-1) ?? 0;
  const isPlain = mixin !== 'str' && numbers.every((each) => each !== undefined && each <= last);
  return isPlain ? known(int(last + 1)) : unknown({ kind: 'runtimeCall', callee: 'auto' });
}

function memberWith(
  info: ClassInfo,
  mixin: Mixin,
  name: string,
  given: Evaluation,
  members: ReadonlyMap<string, Evaluation>,
): Evaluation {
  if (mixin === 'none') return known(memberObject(info, aliasOf(members, given) ?? name, given));
  const className = info.name;
  const before = [...members.values()].filter((each) => single(each) !== undefined);
  return combine([given, ...before], ([value, ...others]) => {
    const alias = others.find((each) => equal(plainOf(each), value!) === true);
    if (alias) return alias;
    const printsValue = mixin === 'StrEnum';
    const kind = mixin === 'int' || mixin === 'IntEnum' ? 'int' : 'str';
    // The mixin makes its own of anything else, such as `str(8)`.
    return value!.kind === kind && numericOrText(value!)
      ? { ...value!, member: { className, name, printsValue } }
      : notFolded({ kind: 'classNotFollowed', className });
  });
}

function numericOrText(value: PyValue): boolean {
  return value.kind === 'str' || numeric(value) !== undefined;
}

/** The name of the member that has the same value already, which this one is then another name of. */
function aliasOf(members: ReadonlyMap<string, Evaluation>, given: Evaluation): string | undefined {
  const value = single(given);
  if (!value) return undefined;
  for (const each of members.values()) {
    const member = single(each);
    if (member?.kind === 'object' && equal(plainOf(member), value) === true) return member.member;
  }
  return undefined;
}

function memberObject(info: ClassInfo, name: string, value: Evaluation): PyObject {
  const attributes = new Map([
    ['name', known(str(name))],
    ['value', value],
    ['_name_', known(str(name))],
    ['_value_', value],
  ]);
  return {
    kind: 'object',
    className: info.name,
    attributes,
    type: markOf(info.site),
    behavior: behaviorOf(info),
    member: name,
  };
}

/** The value of a member. */
function plainOf(member: PyValue): PyValue {
  if (member.kind === 'object')
    return single(member.attributes.get('value') ?? unknown({ kind: 'keyNotKnown' })) ?? member;
  return member;
}
