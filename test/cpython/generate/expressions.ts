/** Expressions: each production gives the text of one, or undefined where the file has nothing for it yet. */
import { FIELDS, FIELD_NAMES, fieldOf, type Productions, type Type, type Writer } from './writer';

/** An expression of a type: simple at the depth where nesting ends. */
export function expression(writer: Writer, type: Type): string {
  const productions = { ...COMMON[type], ...(type === 'int' ? INT : TEXT) };
  return writer.deeper(() => writer.produce(productions)) ?? simple(writer, type);
}

/** A name or a literal. */
export function simple(writer: Writer, type: Type): string {
  return (writer.chance(0.6) ? variable(writer, type) : undefined) ?? writer.literal(type);
}

function variable(writer: Writer, type: Type): string | undefined {
  const fitting = writer.variables.filter((each) => each.type === type);
  return fitting.length > 0 ? writer.pick(fitting).name : undefined;
}

/** A test whose outcome CPython knows and a reader may know. */
export function test(writer: Writer): string {
  return writer.produce(TESTS) ?? writer.pick(['True', 'False']);
}

const TESTS: Productions<string> = {
  testFlag: (w) => w.pick(['True', 'not False', '1', '""', 'None']),
  testNumber: (w) => `${expression(w, 'int')} ${w.pick(['>', '<', '>=', '==', '!='])} ${w.literal('int')}`,
  testText: (w) => `${expression(w, 'kind')} ${w.pick(['==', '!=', 'in'])} ${w.literal('kind')}`,
  testMember: (w) => `${simple(w, 'kind')} ${w.pick(['in', 'not in'])} (${w.literal('kind')}, "T4")`,
  testEnvironment: (w) => `${w.module('os')}.environ.get("${w.name('MC_UNSET_')}")`,
  testPrefix: (w) => `${simple(w, 'kind')}.startswith(${w.pick(['"H"', '("T", "L")'])})`,
  testBoth: (w) => `(${simple(w, 'int')} > 2) ${w.pick(['and', 'or'])} ${simple(w, 'kind')} == "T4"`,
  testChain: (w) => `1 < ${expression(w, 'int')} <= ${w.literal('int')}`,
  testAny: (w) => `${w.pick(['any', 'all'])}([${simple(w, 'int')} > 3, ${w.pick(['True', 'False'])}])`,
  testVersion: (w) => `${w.module('sys')}.version_info >= (3, ${w.pick(['8', '99'])})`,
  testInstance: (w) => `isinstance(${simple(w, 'kind')}, ${w.pick(['str', 'int'])})`,
  testNone: (w) => `${simple(w, 'int')} is ${w.pick(['not None', 'None'])}`,
};

function common(type: Type): Productions<string | undefined> {
  const some = (w: Writer): string => expression(w, type);
  return {
    literal: (w) => w.literal(type),
    variable: (w) => variable(w, type),
    holder: (w) => holderField(w, type),
    holderGet: (w) => dictGet(w, type),
    getattr: (w) => getattrOf(w, type),
    listItem: (w) => listItem(w, type),
    call: (w) => call(w, type),
    ternary: (w) => `(${some(w)} if ${test(w)} else ${some(w)})`,
    orDefault: (w) => `(${w.pick(['None', '""', '0', simple(w, type)])} or ${some(w)})`,
    andThen: (w) => `(${w.pick(['1', '"x"', 'True'])} and ${some(w)})`,
    dictLookup: (w) => `{"a": ${some(w)}, "b": ${some(w)}}["${w.pick(['a', 'b'])}"]`,
    dictLookupGet: (w) => `{"a": ${some(w)}}.get("${w.pick(['a', 'z'])}", ${some(w)})`,
    boolLookup: (w) => `{True: ${some(w)}, False: ${some(w)}}[${simple(w, 'int')} > 3]`,
    tupleIndex: (w) => `(${some(w)}, ${some(w)})[${w.pick(['0', '1', '-1', 'False'])}]`,
    sliceIndex: (w) => `[${some(w)}, ${some(w)}, ${some(w)}][${w.pick(['1:', '::-1', ':2', '-2:'])}][0]`,
    lambda: (w) => `(lambda x, y=${simple(w, type)}: ${w.pick(['x', 'y'])})(${some(w)})`,
    walrus: (w) => `(${w.name('w')} := ${some(w)})`,
    nextIter: (w) => `next(iter([${some(w)}, ${some(w)}]))`,
    comprehension: (w) => `[x for x in (${simple(w, type)}, ${simple(w, type)})][${w.pick(['0', '-1'])}]`,
    filtered: (w) => `[x for x in (${simple(w, type)}, ${simple(w, type)}) if x][0]`,
    dictComprehension: (w) =>
      `{k: v for k, v in (("a", ${simple(w, type)}), ("b", ${simple(w, type)}))}["b"]`,
    dictOf: (w) => `dict(a=${some(w)}, b=${some(w)})["${w.pick(['a', 'b'])}"]`,
    zipped: (w) => `dict(zip(["a", "b"], [${some(w)}, ${some(w)}]))["a"]`,
    merged: (w) => `{**{"a": ${some(w)}}, "a": ${some(w)}}["a"]`,
    union: (w) => `({"a": ${some(w)}} | {"a": ${some(w)}})["a"]`,
    starred: (w) => `[*(${some(w)},), ${some(w)}][${w.pick(['0', '1'])}]`,
    sorted: (w) => `sorted([${w.literal(type)}, ${w.literal(type)}])[${w.pick(['0', '-1'])}]`,
    reversed: (w) => `list(reversed([${some(w)}, ${some(w)}]))[0]`,
    least: (w) => `${w.pick(['min', 'max'])}(${w.literal(type)}, ${w.literal(type)})`,
  };
}

const COMMON: Readonly<Record<Type, Productions<string | undefined>>> = {
  gpu: common('gpu'),
  kind: common('kind'),
  int: common('int'),
};

const TEXT: Productions<string> = {
  environment: (w) => `${w.module('os')}.environ.get("${w.name('MC_UNSET_')}", ${simple(w, 'kind')})`,
  getenv: (w) => `${w.module('os')}.getenv("${w.name('MC_UNSET_')}", ${simple(w, 'kind')})`,
  environmentOr: (w) => `(${w.module('os')}.environ.get("${w.name('MC_UNSET_')}") or ${simple(w, 'kind')})`,
  upper: (w) => `${expression(w, 'kind')}.${w.pick(['upper', 'lower', 'strip', 'capitalize', 'title'])}()`,
  replace: (w) => `${expression(w, 'kind')}.replace("4", "40S"${w.pick(['', ', 1'])})`,
  affix: (w) =>
    `("x-" + ${expression(w, 'kind')}).${w.pick(['removeprefix("x-")', 'removesuffix("x")', 'lstrip("x-")'])}`,
  split: (w) =>
    `(${expression(w, 'kind')} + ":2").${w.pick(['split', 'partition', 'rsplit', 'rpartition'])}(":")[0]`,
  join: (w) => `"".join([${expression(w, 'kind')}, ""])`,
  fString: (w) => `f"{${simpleInside(w, 'kind')}}"`,
  fStringSpec: (w) => `f"{${simpleInside(w, 'kind')}:${w.pick(['<6', '>5', '.3', 's', ''])}}".strip()`,
  fStringWidth: (w) => `f"{${simpleInside(w, 'kind')}:{${w.literal('int')} + 6}}".strip()`,
  fStringFill: (w) => `f"{${simpleInside(w, 'kind')}:x${w.pick(['<', '>', '^'])}9}".replace("x", "")`,
  fStringRepr: (w) => `f"{${simpleInside(w, 'kind')}!r}".strip("'")`,
  format: (w) => `${w.pick(['"{}"', '"{0}"', '"{:>6}"'])}.format(${expression(w, 'kind')})`,
  formatNamed: (w) => `"{g}".format(g=${expression(w, 'kind')})`,
  percent: (w) => `("%s" % ${simple(w, 'kind')})`,
  percentTuple: (w) => `("%s%s" % (${simple(w, 'kind')}, ""))`,
  concatenated: (w) => `(${expression(w, 'kind')} + "")`,
  implicit: () => '("A" "100" "-80GB")',
  str: (w) => `str(${expression(w, 'kind')})`,
  times: (w) => `(${simple(w, 'kind')} * 1)`,
  textSlice: (w) => `("ab" + ${simple(w, 'kind')})[2:]`,
};

const INT: Productions<string> = {
  sum2: (w) => `(${expression(w, 'int')} ${w.pick(['+', '*', '|', '^'])} ${expression(w, 'int')})`,
  difference: (w) => `abs(${expression(w, 'int')} - 20)`,
  floorDivision: (w) => `(-(-${expression(w, 'int')} // ${w.literal('int')}))`,
  remainder: (w) => `(${w.pick(['-7', '17'])} % ${w.literal('int')} + 1)`,
  power: (w) => `(2 ** ${w.literal('int')})`,
  shift: (w) => `(${expression(w, 'int')} << ${w.literal('int')})`,
  intText: (w) => `int(${w.pick(['"3"', '" 4 "', '"1_0"', '"7"'])})`,
  intFloat: (w) => `int(${w.pick(['2.9', '7 / 2', '1e3'])})`,
  intBase: (w) => `int(${w.pick(['"ff", 16', '"0x1f", 0', '"101", base=2'])})`,
  intEnvironment: (w) =>
    `int(${w.module('os')}.environ.get("${w.name('MC_UNSET_')}", ${w.pick(['"3"', '4'])}))`,
  formatNumber: (w) => `int(f"{${w.literal('int')}:${w.pick(['03d', '02', '>4', '<3', '.0f', 'd', ''])}}")`,
  formatHex: (w) =>
    `int(f"{${w.literal('int')} * 3:${w.pick(['x', '#x', 'b', 'o'])}}", ${w.pick(['36', '36'])})`,
  formatGrouped: (w) =>
    `int(f"{${w.literal('int')} * 1000:${w.pick([',', '_'])}}".replace(",", "").replace("_", ""))`,
  formatCall: (w) => `int(format(${w.literal('int')}, "${w.pick(['04d', '', '>3'])}"))`,
  length: (w) => `len(${w.pick(['"abc"', '[1, 2]', '{"a": 1}', '(1,)'])})`,
  listLength: (w) => (w.lists.length > 0 ? `len(${w.pick(w.lists).text})` : '2'),
  listCount: (w) => `[1, 2, 1].${w.pick(['count(1)', 'index(2)'])}`,
  total: (w) => `sum([${expression(w, 'int')}, ${w.literal('int')}]${w.pick(['', ', 1'])})`,
  totalComprehension: (w) => `sum(x * 2 for x in (${simple(w, 'int')}, 1))`,
  range: (w) => `${w.pick(['sum', 'len', 'max'])}(range(${w.literal('int')}, 12))`,
  round: (w) => `round(${w.pick(['2.5', '3.5', '7.49'])})`,
  ceiling: (w) => `${w.module('math')}.${w.pick(['ceil', 'floor'])}(${expression(w, 'int')} / 2 + 1)`,
  squareRoot: (w) => `${w.module('math')}.isqrt(${w.pick(['16', '30'])})`,
  seconds: (w) =>
    `int(${w.imported('datetime', 'timedelta')}(${w.pick(['minutes', 'hours', 'days'])}=${w.literal('int')}).total_seconds())`,
  truths: (w) => `(True + (${simple(w, 'int')} > 2))`,
  characters: (w) => `ord(${w.pick(['"A"', '"z"'])})`,
  divmod: (w) => `(divmod(${w.pick(['17', '-17'])}, 5)[1] + 1)`,
  mapped: (w) => `max(map(int, ["1", "${w.literal('int')}"]))`,
  enumerated: () => '[i for i, x in enumerate("ab")][-1]',
};

/** Inside the quotes of an f-string of Python 3.11: no quotes of the same kind. */
function simpleInside(writer: Writer, type: Type): string {
  const name = variable(writer, type);
  return name !== undefined && !name.includes('"') ? name : writer.literal(type).replaceAll('"', "'");
}

function holderField(writer: Writer, type: Type): string | undefined {
  const fields = FIELD_NAMES.filter((each) => FIELDS[each] === type);
  if (writer.holders.length === 0 || fields.length === 0) return undefined;
  return fieldOf(writer.pick(writer.holders), writer.pick(fields));
}

function dictGet(writer: Writer, type: Type): string | undefined {
  const dicts = writer.holders.filter(({ kind }) => kind === 'dict');
  const fields = FIELD_NAMES.filter((each) => FIELDS[each] === type);
  if (dicts.length === 0 || fields.length === 0) return undefined;
  return `${writer.pick(dicts).text}.get("${writer.pick(fields)}", ${writer.literal(type)})`;
}

function getattrOf(writer: Writer, type: Type): string | undefined {
  const objects = writer.holders.filter(({ kind }) => kind === 'object');
  const fields = FIELD_NAMES.filter((each) => FIELDS[each] === type);
  if (objects.length === 0 || fields.length === 0) return undefined;
  return `getattr(${writer.pick(objects).text}, "${writer.pick(fields)}"${writer.pick(['', ', 3'])})`;
}

function listItem(writer: Writer, type: Type): string | undefined {
  const fitting = writer.lists.filter((each) => each.type === type);
  return fitting.length > 0 ? `${writer.pick(fitting).text}[${writer.pick(['0', '1', '-1'])}]` : undefined;
}

function call(writer: Writer, type: Type): string | undefined {
  const fitting = writer.functions.filter((each) => each.gives === type);
  if (fitting.length === 0) return undefined;
  const { text, takes } = writer.pick(fitting);
  return `${text}(${takes.map((each) => expression(writer, each)).join(', ')})`;
}
