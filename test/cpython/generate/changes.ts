/** Statements that change what names, dicts, lists and objects hold, and that bind no name which is read later. */
import { expression, simple, test } from './expressions';
import {
  FIELDS,
  FIELD_NAMES,
  fieldOf,
  indented,
  type Field,
  type Holder,
  type List,
  type Productions,
  type Variable,
  type Writer,
} from './writer';

export type Statement = readonly string[];

/** One change; nothing where there is nothing to change yet. */
export function change(writer: Writer): Statement {
  return writer.deeper(() => writer.produce(CHANGES)) ?? [];
}

/** A change that can stand as the body of something. */
function body(writer: Writer): string[] {
  const lines = change(writer);
  return indented(lines.length > 0 ? lines : ['pass']);
}

const CHANGES: Productions<Statement | undefined> = {
  // Names
  rebind: onVariable((w, { name, type }) => [`${name} = ${expression(w, type)}`]),
  rebindAnnotated: onVariable((w, { name, type }) => [
    `${name}: ${type === 'int' ? 'int' : 'str'} = ${simple(w, type)}`,
  ]),
  rebindWalrus: onVariable((w, { name, type }) => [`(${name} := ${simple(w, type)})`]),
  rebindLoop: onVariable((w, { name, type }) => [
    `for ${name} in (${simple(w, type)}, ${simple(w, type)}):`,
    '    pass',
  ]),
  rebindComprehension: onVariable((w, { name, type }) => [`[${name} := x for x in (${simple(w, type)},)]`]),
  rebindUnpacked: onVariable((w, { name, type }) => [`${name}, _ = ${simple(w, type)}, 1`]),
  rebindStarred: onVariable((w, { name, type }) => [`${name}, *_ = [${simple(w, type)}, 1, 2]`]),
  rebindGlobal: onVariable((w, { name, type }) =>
    inFunction(w, [`global ${name}`, `${name} = ${simple(w, type)}`]),
  ),
  rebindGlobals: onVariable((w, { name, type }) => [`globals()["${name}"] = ${simple(w, type)}`]),
  rebindExec: onVariable((w, { name, type }) => [
    `exec("${name} = ${w.literal(type).replaceAll('"', "'")}")`,
  ]),
  rebindWith: onVariable((w, { name, type }) => [
    `with ${w.imported('contextlib', 'nullcontext')}(${simple(w, type)}) as ${name}:`,
    '    pass',
  ]),
  rebindMatch: onVariable((w, { name, type }) => [
    `match (${simple(w, type)}, 1):`,
    `    case (${name}, _):`,
    '        pass',
  ]),
  augmented: onVariable((w, { name, type }) =>
    type === 'int' ? [`${name} ${w.pick(['+=', '*=', '|=', '<<='])} ${w.literal('int')}`] : [`${name} += ""`],
  ),
  deleted: onVariable((w, { name, type }) => [`del ${name}`, `${name} = ${w.literal(type)}`]),
  swapped: (w) => {
    const own = w.variables.filter(({ isOwn, type }) => isOwn && type === 'int');
    const [first, second] = [own[0], own[1]];
    return first && second && [`${first.name}, ${second.name} = ${second.name}, ${first.name}`];
  },
  // Names of another module, whose functions read them when they are called
  setOnModule: onForeign((w, module, name, type) => [`${module}.${name} = ${simple(w, type)}`]),
  setattrOnModule: onForeign((w, module, name, type) => [
    `setattr(${module}, "${name}", ${simple(w, type)})`,
  ]),
  setOnModuleInFunction: onForeign((w, module, name, type) =>
    inFunction(w, [`${module}.${name} = ${w.literal(type)}`]),
  ),
  setOnModuleInLoop: onForeign((w, module, name, type) => [
    `for ${module.split('.')[0]}_each in (1, 2):`,
    `    ${module}.${name} = ${simple(w, type)}`,
  ]),
  // Dicts and objects
  setField: onHolder((w, holder, field) => [`${fieldOf(holder, field)} = ${expression(w, FIELDS[field])}`]),
  addToField: onHolder((w, holder, field) =>
    FIELDS[field] === 'int' ? [`${fieldOf(holder, field)} += ${w.literal('int')}`] : undefined,
  ),
  setattr: onObject((w, { text }, field) => [`setattr(${text}, "${field}", ${simple(w, FIELDS[field])})`]),
  update: onDict((w, { text }, field) => [`${text}.update({"${field}": ${expression(w, FIELDS[field])}})`]),
  updateKeywords: onDict((w, { text }, field) => [
    `${text}.update(${field}=${expression(w, FIELDS[field])})`,
  ]),
  updatePairs: onDict((w, { text }, field) => [
    `${text}.update([("${field}", ${simple(w, FIELDS[field])})])`,
  ]),
  updateUnion: onDict((w, { text }, field) => [`${text} |= {"${field}": ${expression(w, FIELDS[field])}}`]),
  setDefault: onDict((w, { text }, field) => [`${text}.setdefault("${field}", ${w.literal(FIELDS[field])})`]),
  popAndDefault: onDict((w, { text }, field) => [
    `${text}.pop("${field}"${w.pick(['', ', None'])})`,
    `${text}.setdefault("${field}", ${simple(w, FIELDS[field])})`,
  ]),
  deleteKey: onDict((w, { text }, field) => [
    `del ${text}["${field}"]`,
    `${text}["${field}"] = ${simple(w, FIELDS[field])}`,
  ]),
  clearDict: onDict((w, { text }) => [`${text}.clear()`, `${text}.update(${fieldList(w)})`]),
  setItemMethod: onDict((w, { text }, field) => [
    `${text}.__setitem__("${field}", ${simple(w, FIELDS[field])})`,
  ]),
  keyByName: onDict((w, { text }, field) => {
    const key = w.name('key');
    return [`${key} = "${field}"`, `${text}[${key}] = ${simple(w, FIELDS[field])}`];
  }),
  aliased: onHolder((w, holder, field) => {
    const alias = w.name('alias');
    return [
      `${alias} = ${holder.text}`,
      `${fieldOf({ ...holder, text: alias }, field)} = ${simple(w, FIELDS[field])}`,
    ];
  }),
  aliasedInList: onHolder((w, holder, field) => {
    const all = w.name('all');
    return [
      `${all} = [${holder.text}]`,
      `${fieldOf({ ...holder, text: `${all}[0]` }, field)} = ${simple(w, FIELDS[field])}`,
    ];
  }),
  changedInLoop: onHolder((w, holder, field) => {
    const each = w.name('each');
    return [
      `for ${each} in (${holder.text},):`,
      `    ${fieldOf({ ...holder, text: each }, field)} = ${simple(w, FIELDS[field])}`,
    ];
  }),
  changedByFunction: onHolder((w, holder, field) => {
    const name = w.name('alter');
    return [
      `def ${name}(given):`,
      `    ${fieldOf({ ...holder, text: 'given' }, field)} = ${simple(w, FIELDS[field])}`,
      `${name}(${holder.text})`,
    ];
  }),
  changedInFunction: onHolder((w, holder, field) =>
    inFunction(w, [`${fieldOf(holder, field)} = ${simple(w, FIELDS[field])}`]),
  ),
  changedInComprehension: onDict((w, { text }, field) => [
    `[${text}.update(${field}=x) for x in (${simple(w, FIELDS[field])},)]`,
  ]),
  changedByBoundMethod: onDict((w, { text }, field) => {
    const set = w.name('put');
    return [`${set} = ${text}.update`, `${set}(${field}=${simple(w, FIELDS[field])})`];
  }),
  copiedThenChanged: onDict((w, { text }, field) => {
    const copy = w.name('copy');
    const how = w.pick([`${text}.copy()`, `dict(${text})`, `{**${text}}`]);
    return [`${copy} = ${how}`, `${copy}["${field}"] = ${simple(w, FIELDS[field])}`];
  }),
  twoInIf: onDict((w, { text }, field) => [
    `if ${test(w)}:`,
    `    ${text}.clear()`,
    `    ${text}.update(${fieldList(w)})`,
    `    ${text}["${field}"] = ${simple(w, FIELDS[field])}`,
  ]),
  counterInLoop: onHolder((w, holder, field) =>
    FIELDS[field] === 'int'
      ? [`for _ in range(${w.literal('int')}):`, `    ${fieldOf(holder, field)} += ${w.literal('int')}`]
      : undefined,
  ),
  keysInLoop: onDict((w, { text }) => [
    `for k, v in {${FIELD_NAMES.map((each) => `"${each}": ${simple(w, FIELDS[each])}`).join(', ')}}.items():`,
    `    ${text}[k] = v`,
  ]),
  // Lists
  append: onList((w, { text, type }) => [`${text}.append(${simple(w, type)})`]),
  insert: onList((w, { text, type }) => [`${text}.insert(0, ${simple(w, type)})`]),
  extend: onList((w, { text, type }) => [`${text}.extend([${simple(w, type)}])`]),
  extendInPlace: onList((w, { text, type }) => [`${text} += [${simple(w, type)}]`]),
  sortList: onList((w, { text }) => [`${text}.sort(${w.pick(['', 'reverse=True'])})`]),
  reverseList: onList((_w, { text }) => [`${text}.reverse()`]),
  setItem: onList((w, { text, type }) => [`${text}[${w.pick(['0', '-1', '1'])}] = ${simple(w, type)}`]),
  setSlice: onList((w, { text, type }) => [`${text}[:1] = [${simple(w, type)}, ${simple(w, type)}]`]),
  popItem: onList((w, { text, type }) => [`${text}.pop(0)`, `${text}.append(${simple(w, type)})`]),
  aliasedList: onList((w, { text, type }) => {
    const alias = w.name('same');
    return [`${alias} = ${text}`, `${alias}[0] = ${simple(w, type)}`];
  }),
  copiedList: onList((w, { text, type }) => {
    const copy = w.name('other');
    return [
      `${copy} = ${w.pick([`list(${text})`, `${text}[:]`, `[*${text}]`, `${text}.copy()`])}`,
      `${copy}[0] = ${simple(w, type)}`,
    ];
  }),
  listByFunction: onList((w, { text, type }) => {
    const name = w.name('fill');
    return [`def ${name}(given):`, `    given[0] = ${simple(w, type)}`, `${name}(${text})`];
  }),
  // Flow around another change
  inIf: (w) => [`if ${test(w)}:`, ...body(w)],
  inElse: (w) => [`if ${test(w)}:`, ...body(w), 'else:', ...body(w)],
  inElif: (w) => [`if ${test(w)}:`, ...body(w), `elif ${test(w)}:`, ...body(w), 'else:', ...body(w)],
  inFor: (w) => [`for ${w.name('i')} in range(${w.literal('int')}):`, ...body(w)],
  inForElse: (w) => [`for ${w.name('i')} in ():`, ...body(w), 'else:', ...body(w)],
  inForBreak: (w) => [`for ${w.name('i')} in (1, 2):`, ...body(w), '    break', 'else:', ...body(w)],
  inWhile: (w) => {
    const left = w.name('left');
    return [`${left} = ${w.literal('int')}`, `while ${left} > 0:`, ...body(w), `    ${left} -= 1`];
  },
  inTry: (w) => ['try:', ...body(w), 'except ValueError:', ...body(w)],
  inExcept: (w) => ['try:', `    int("x")`, ...body(w), 'except ValueError:', ...body(w)],
  inFinally: (w) => ['try:', ...body(w), 'finally:', ...body(w)],
  inMatch: (w) => [
    `match ${simple(w, 'kind')}:`,
    `    case ${w.literal('kind')} | "T4":`,
    ...indented(body(w)),
    '    case _:',
    ...indented(body(w)),
  ],
  inMatchGuard: (w) => [
    `match ${simple(w, 'int')}:`,
    `    case n if n > ${w.literal('int')}:`,
    ...indented(body(w)),
    `    case ${w.literal('int')}:`,
    ...indented(body(w)),
  ],
  inWith: (w) => [`with ${w.imported('contextlib', 'suppress')}(KeyError):`, ...body(w)],
  inClassBody: onHolder((w, holder, field) => [
    `class ${w.name('Body')}:`,
    `    ${fieldOf(holder, field)} = ${simple(w, FIELDS[field])}`,
  ]),
  neverCalled: onHolder((w, holder, field) => [
    `def ${w.name('unused')}():`,
    `    ${fieldOf(holder, field)} = ${simple(w, FIELDS[field])}`,
  ]),
};

function inFunction(writer: Writer, lines: readonly string[]): Statement {
  const name = writer.name('run');
  return [`def ${name}():`, ...indented(lines), `${name}()`];
}

export function fieldList(writer: Writer): string {
  return FIELD_NAMES.map((each) => `${each}=${simple(writer, FIELDS[each])}`).join(', ');
}

type Change = Statement | undefined;

function onVariable(write: (writer: Writer, variable: Variable) => Change): (writer: Writer) => Change {
  return (writer) => {
    const own = writer.variables.filter(({ isOwn }) => isOwn);
    return own.length > 0 ? write(writer, writer.pick(own)) : undefined;
  };
}

/** On a name of a module that is imported whole. */
function onForeign(
  write: (writer: Writer, module: string, name: string, type: Variable['type']) => Change,
): (writer: Writer) => Change {
  return (writer) => {
    const foreign = writer.variables.filter(
      ({ name, isOwn }) => !isOwn && /^[\w.]+\.c_[A-Z]+\d+$/.test(name),
    );
    if (foreign.length === 0) return undefined;
    const { name, type } = writer.pick(foreign);
    const at = name.lastIndexOf('.');
    return write(writer, name.slice(0, at), name.slice(at + 1), type);
  };
}

function onHolder(
  write: (writer: Writer, holder: Holder, field: Field) => Change,
  kinds: readonly Holder['kind'][] = ['dict', 'object'],
): (writer: Writer) => Change {
  return (writer) => {
    const fitting = writer.holders.filter(({ kind, isMutable }) => isMutable && kinds.includes(kind));
    return fitting.length > 0 ? write(writer, writer.pick(fitting), writer.pick(FIELD_NAMES)) : undefined;
  };
}

function onDict(write: Parameters<typeof onHolder>[0]): (writer: Writer) => Change {
  return onHolder(write, ['dict']);
}

function onObject(write: Parameters<typeof onHolder>[0]): (writer: Writer) => Change {
  return onHolder(write, ['object']);
}

function onList(write: (writer: Writer, list: List) => Change): (writer: Writer) => Change {
  return (writer) => (writer.lists.length > 0 ? write(writer, writer.pick(writer.lists)) : undefined);
}
