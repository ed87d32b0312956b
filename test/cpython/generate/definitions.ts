/** Statements at the top of a file that bind new names, and what the file can use from then on. */
import { fieldList } from './changes';
import { expression, simple, test } from './expressions';
import { FIELDS, FIELD_NAMES, type Productions, type Type, type Writer } from './writer';

/** Adds one definition to the file. */
export function define(writer: Writer): void {
  writer.produce(DEFINITIONS);
}

const TYPES: readonly Type[] = ['gpu', 'kind', 'int'];

const DEFINITIONS: Productions<void> = {
  assign: (w) => variable(w, (name, type) => [`${name} = ${expression(w, type)}`]),
  annotate: (w) =>
    variable(w, (name, type) => [`${name}: ${type === 'int' ? 'int' : 'str'} = ${expression(w, type)}`]),
  chainedAssign: (w) => variable(w, (name, type) => [`${w.name('X')} = ${name} = ${expression(w, type)}`]),
  unpackedAssign: (w) =>
    variable(w, (name, type) => [`_, ${name} = ${w.literal(type)}, ${expression(w, type)}`]),
  unpackedNested: (w) => variable(w, (name, type) => [`(_, (${name}, _)) = 1, (${expression(w, type)}, 2)`]),
  unpackedStarred: (w) => variable(w, (name, type) => [`_, *_, ${name} = 1, 2, 3, ${expression(w, type)}`]),
  unpackedList: (w) => {
    if (w.lists.length === 0) return;
    const list = w.pick(w.lists);
    const name = w.name('U');
    w.add(`${name}, *_ = ${list.text}`);
    w.variables.push({ name, type: list.type, isOwn: true });
  },
  ifElse: (w) =>
    variable(w, (name, type) => [
      `if ${test(w)}:`,
      `    ${name} = ${expression(w, type)}`,
      'else:',
      `    ${name} = ${expression(w, type)}`,
    ]),
  tryExcept: (w) =>
    variable(w, (name, type) => [
      'try:',
      `    ${name} = ${w.pick([expression(w, type), '{}["no"]'])}`,
      'except KeyError:',
      `    ${name} = ${expression(w, type)}`,
    ]),
  matchCase: (w) =>
    variable(w, (name, type) => [
      `match ${expression(w, 'kind')}:`,
      `    case ${w.literal('kind')}:`,
      `        ${name} = ${expression(w, type)}`,
      '    case _:',
      `        ${name} = ${expression(w, type)}`,
    ]),
  forLoop: (w) =>
    variable(w, (name, type) => [
      `${name} = ${w.literal(type)}`,
      `for item in (${expression(w, type)}, ${expression(w, type)}):`,
      `    if ${test(w)}:`,
      `        ${name} = item`,
    ]),
  counter: (w) => {
    const name = w.name('N');
    w.add(
      `${name} = 0`,
      `for item in range(${w.literal('int')}):`,
      `    ${name} += ${w.pick(['1', 'item', '2'])}`,
      `${name} += 1`,
    );
    w.variables.push({ name, type: 'int', isOwn: true });
  },
  counterOfItems: (w) => {
    const name = w.name('N');
    w.add(
      `${name} = ${w.literal('int')}`,
      `for first in range(${w.literal('int')}):`,
      `    for second in (1, ${w.literal('int')}):`,
      `        if ${test(w)}:`,
      `            ${w.pick(['continue', 'break', `${name} += first`])}`,
      `        ${name} ${w.pick(['+= second', '= max(1, ' + name + ' - 1)', '+= 1'])}`,
      `${name} = ${name} % 50 + 1`,
    );
    w.variables.push({ name, type: 'int', isOwn: true });
  },
  whileCounter: (w) => {
    const name = w.name('N');
    w.add(
      `${name} = ${w.literal('int')}`,
      `while ${name} < ${w.pick(['20', '33'])}:`,
      `    ${name} ${w.pick(['*= 2', '+= 7', `= ${name} * 3`])}`,
      ...w.pick([[], ['    if ' + name + ' > 15:', '        break'], ['else:', `    ${name} += 1`]]),
    );
    w.variables.push({ name, type: 'int', isOwn: true });
  },
  textInLoop: (w) => {
    const name = w.name('G');
    w.add(`${name} = ""`, `for letter in ${w.literal('kind')}:`, `    ${name} += letter`);
    w.variables.push({ name, type: 'kind', isOwn: true });
  },
  // Dicts
  dictInLoop: (w) => {
    const name = w.name('TABLE');
    w.add(
      `${name} = {}`,
      `for kind, n in (("T4", ${w.literal('int')}), ("H100", ${w.literal('int')})):`,
      `    ${name}[kind] = ${w.pick([
        `{"gpu": f"{kind}:{n}", "min_containers": n, "timeout": n * 2}`,
        `dict(gpu=kind, min_containers=n, timeout=${w.literal('int')})`,
      ])}`,
    );
    w.holders.push({ text: `${name}["${w.pick(['T4', 'H100'])}"]`, kind: 'dict', isMutable: true });
  },
  dictSharedInLoop: (w) => {
    const [name, inner] = [w.name('TABLE'), w.name('D')];
    w.add(`${inner} = {${pairs(w)}}`, `${name} = {}`, `for k in ("a", "b"):`, `    ${name}[k] = ${inner}`);
    w.holders.push(
      { text: `${name}["${w.pick(['a', 'b'])}"]`, kind: 'dict', isMutable: true },
      { text: inner, kind: 'dict', isMutable: true },
    );
  },
  fieldsInLoop: (w) => {
    const name = w.name('D');
    w.add(
      `${name} = {${pairs(w)}}`,
      `for k, v in (("min_containers", ${simple(w, 'int')}), ("timeout", ${simple(w, 'int')})):`,
      `    ${name}[k] ${w.pick(['=', '+='])} v`,
    );
    w.holders.push({ text: name, kind: 'dict', isMutable: true });
  },
  dict: (w) => dict(w, `{${pairs(w)}}`),
  dictCall: (w) => dict(w, `dict(${fieldList(w)})`),
  dictPairs: (w) =>
    dict(w, `dict([${FIELD_NAMES.map((each) => `("${each}", ${simple(w, FIELDS[each])})`).join(', ')}])`),
  dictSpread: (w) => derived(w, (base) => `{**${base}, "gpu": ${expression(w, 'gpu')}}`),
  dictSpreadBefore: (w) => derived(w, (base) => `{"gpu": ${expression(w, 'gpu')}, **${base}}`),
  dictCopy: (w) => derived(w, (base) => `${base}.copy()`),
  dictAlias: (w) => derived(w, (base) => base),
  dictUnion: (w) => derived(w, (base) => `${base} | {"timeout": ${expression(w, 'int')}}`),
  dictCallSpread: (w) => derived(w, (base) => `dict(${base}, timeout=${expression(w, 'int')})`),
  dictDeepCopy: (w) => derived(w, (base) => `${w.module('copy')}.deepcopy(${base})`),
  dictComprehended: (w) => derived(w, (base) => `{k: v for k, v in ${base}.items()}`),
  dictIfElse: (w) => derived(w, (base) => `${base} if ${test(w)} else {${pairs(w)}}`),
  dictInDict: (w) => {
    const name = w.name('TABLE');
    w.add(`${name} = {"small": {${pairs(w)}}, "large": {${pairs(w)}}}`);
    w.holders.push({ text: `${name}["${w.pick(['small', 'large'])}"]`, kind: 'dict', isMutable: true });
  },
  dictChosen: (w) => {
    const name = w.name('TABLE');
    const chosen = w.name('CHOSEN');
    w.add(`${name} = {"T4": {${pairs(w)}}, "H100": {${pairs(w)}}}`);
    w.add(`${chosen} = ${name}.get(${expression(w, 'kind')}, ${name}["T4"])`);
    w.holders.push({ text: chosen, kind: 'dict', isMutable: true });
  },
  dictInList: (w) => {
    const name = w.name('ALL');
    w.add(`${name} = [{${pairs(w)}}, {${pairs(w)}}]`);
    w.holders.push({ text: `${name}[${w.pick(['0', '-1'])}]`, kind: 'dict', isMutable: true });
  },
  dictTimes: (w) => {
    const name = w.name('ALL');
    w.add(`${name} = [{${pairs(w)}}] * 2`, `${name}[1]["gpu"] = ${simple(w, 'gpu')}`);
    w.holders.push({ text: `${name}[0]`, kind: 'dict', isMutable: true });
  },
  dictFromFunction: (w) => {
    const [make, name] = [w.name('make'), w.name('D')];
    w.add(`def ${make}(**more):`, `    base = {${pairs(w)}}`, `    base.update(more)`, '    return base');
    w.add(`${name} = ${make}(${w.pick(['', `gpu=${simple(w, 'gpu')}`, `timeout=${simple(w, 'int')}`])})`);
    w.holders.push({ text: name, kind: 'dict', isMutable: true });
  },
  // Lists
  listInLoop: (w) =>
    listBuilt(w, (name, type) => [
      `for item in (${simple(w, type)}, ${simple(w, type)}, ${simple(w, type)}):`,
      `    ${name}.${w.pick(['append(item)', 'insert(0, item)', 'extend([item, item])'])}`,
    ]),
  listInWhile: (w) =>
    listBuilt(w, (name, type) => [`while len(${name}) < 3:`, `    ${name}.append(${w.literal(type)})`]),
  list: (w) => list(w, (type) => `[${expression(w, type)}, ${expression(w, type)}]`),
  listCall: (w) => list(w, (type) => `list((${expression(w, type)}, ${simple(w, type)}))`),
  listSum: (w) => list(w, (type) => `[${expression(w, type)}] + [${simple(w, type)}]`),
  listTimes: (w) => list(w, (type) => `[${simple(w, type)}] * 2`),
  listComprehended: (w) =>
    list(w, (type) => `[x for x in (${w.literal(type)}, ${w.literal(type)}, ${w.literal(type)})]`),
  listSorted: (w) => list(w, (type) => `sorted([${simple(w, type)}, ${simple(w, type)}])`),
  listConditional: (w) =>
    list(w, (type) => `[${simple(w, type)}, ${simple(w, type)}] if ${test(w)} else [${simple(w, type)}] * 3`),
  listSplit: (w) => {
    const name = w.name('L');
    w.add(`${name} = ${w.pick(['"T4,H100".split(",")', '"T4 L4  A10".split()', '"H100|L4".split("|", 1)'])}`);
    w.lists.push({ text: name, type: 'kind' });
  },
  // Objects
  dataClass: (w) => instance(w, dataClass(w, '@dataclass')),
  dataClassFrozen: (w) => instance(w, dataClass(w, '@dataclass(frozen=True)'), { isMutable: false }),
  dataClassSlots: (w) => instance(w, dataClass(w, `@${w.module('dataclasses')}.dataclass(slots=True)`)),
  dataClassKeywordOnly: (w) => instance(w, dataClass(w, '@dataclass(kw_only=True)')),
  dataClassPositional: (w) => {
    const name = w.name('conf');
    w.add(`${name} = ${dataClass(w, '@dataclass')}(${expression(w, 'gpu')}, ${expression(w, 'int')})`);
    w.holders.push({ text: name, kind: 'object', isMutable: true });
  },
  dataClassInherited: (w) => {
    const [base, name] = [dataClass(w, '@dataclass'), w.name('Derived')];
    w.add(
      '@dataclass',
      `class ${name}(${base}):`,
      `    ${w.pick(FIELD_NAMES.filter((each) => each !== 'gpu'))}: int = ${expression(w, 'int')}`,
    );
    instance(w, name);
  },
  dataClassInheritedPlain: (w) => {
    const [base, name] = [dataClass(w, '@dataclass'), w.name('Derived')];
    w.add(`class ${name}(${base}):`, `    timeout: int = ${expression(w, 'int')}`);
    instance(w, name);
  },
  dataClassField: (w) => {
    const name = w.name('Fields');
    const field = w.imported('dataclasses', 'field');
    w.add(`@${w.imported('dataclasses', 'dataclass')}`, `class ${name}:`);
    w.add(
      `    gpu: str = ${field}(default=${expression(w, 'gpu')}${w.pick(['', ', repr=False', ', kw_only=True'])})`,
    );
    w.add(`    min_containers: int = ${field}(default_factory=lambda: ${expression(w, 'int')})`);
    w.add(`    timeout: int = ${expression(w, 'int')}`);
    instance(w, name);
  },
  dataClassFieldOutside: (w) => {
    const name = w.name('Fields');
    const field = w.imported('dataclasses', 'field');
    w.add(`@${w.imported('dataclasses', 'dataclass')}`, `class ${name}:`);
    w.add(
      `    gpu: str = ${expression(w, 'gpu')}`,
      `    min_containers: int = ${field}(init=False, default=${simple(w, 'int')})`,
    );
    w.add(`    timeout: int = ${expression(w, 'int')}`);
    const made = w.name('conf');
    w.add(`${made} = ${name}(${w.pick(['', simple(w, 'gpu'), `${simple(w, 'gpu')}, ${simple(w, 'int')}`])})`);
    w.holders.push({ text: made, kind: 'object', isMutable: true });
  },
  dataClassClassVar: (w) => {
    const name = w.name('Fields');
    w.add(`@${w.imported('dataclasses', 'dataclass')}`, `class ${name}:`);
    w.add(`    timeout: ${w.imported('typing', 'ClassVar')}[int] = ${simple(w, 'int')}`);
    w.add(`    gpu: str = ${expression(w, 'gpu')}`, `    min_containers: int = ${expression(w, 'int')}`);
    const made = w.name('conf');
    w.add(`${made} = ${name}(${w.pick(['', simple(w, 'gpu')])})`);
    w.holders.push({ text: made, kind: 'object', isMutable: true });
  },
  dataClassPostInit: (w) => {
    const name = dataClass(w, '@dataclass');
    w.add('    def __post_init__(self):', `        self.${w.pick(FIELD_NAMES)} = ${w.literal('int')}`);
    instance(w, name);
  },
  dataClassInitVar: (w) => {
    const [name, made] = [w.name('Fields'), w.name('conf')];
    w.add(
      `@${w.imported('dataclasses', 'dataclass')}`,
      `class ${name}:`,
      `    gpu: str = ${simple(w, 'gpu')}`,
      `    factor: ${w.imported('dataclasses', 'InitVar')}[int] = ${w.literal('int')}`,
      `    min_containers: int = ${simple(w, 'int')}`,
      `    timeout: int = ${w.pick(['0', `${w.imported('dataclasses', 'field')}(init=False, default=1)`])}`,
      '    def __post_init__(self, factor):',
      `        self.timeout = self.min_containers * factor`,
    );
    w.add(
      `${made} = ${name}(${w.pick(['', simple(w, 'gpu'), `factor=${simple(w, 'int')}`, `${simple(w, 'gpu')}, ${simple(w, 'int')}`])})`,
    );
    w.holders.push({ text: made, kind: 'object', isMutable: true });
  },
  dataClassOrder: (w) => {
    const [base, name, made] = [w.name('Base'), w.name('Derived'), w.name('conf')];
    const decorator = `@${w.imported('dataclasses', 'dataclass')}`;
    w.add(decorator, `class ${base}:`, `    gpu: str`, `    timeout: int = ${simple(w, 'int')}`);
    const keywords = w.pick(['', '(kw_only=True)']);
    w.add(
      `${decorator}${keywords}`,
      `class ${name}(${base}):`,
      `    min_containers: int = ${simple(w, 'int')}`,
      `    timeout: int = ${simple(w, 'int')}`,
    );
    w.add(
      `${made} = ${name}(${simple(w, 'gpu')}${w.pick(['', keywords === '' ? `, ${simple(w, 'int')}` : '', `, min_containers=${simple(w, 'int')}`])})`,
    );
    w.holders.push({ text: made, kind: 'object', isMutable: true });
  },
  dataClassInit: (w) => {
    const name = dataClass(w, w.pick(['@dataclass', '@dataclass(init=False)']));
    w.add(
      `    def __init__(self, gpu=${simple(w, 'gpu')}):`,
      `        self.gpu = ${w.pick(['gpu', simple(w, 'gpu')])}`,
    );
    const made = w.name('conf');
    w.add(`${made} = ${name}(${w.pick(['', simple(w, 'gpu')])})`);
    w.holders.push({ text: made, kind: 'object', isMutable: true });
  },
  dataClassReplace: (w) =>
    replaced(
      w,
      '@dataclass',
      (text, change) => `${w.imported('dataclasses', 'replace')}(${text}, ${change})`,
    ),
  dataClassAsDict: (w) => {
    const [name, made] = [dataClass(w, '@dataclass'), w.name('D')];
    w.add(`${made} = ${w.imported('dataclasses', 'asdict')}(${name}(gpu=${simple(w, 'gpu')}))`);
    w.holders.push({ text: made, kind: 'dict', isMutable: true });
  },
  dataClassMembers: (w) => {
    const name = dataClass(w, '@dataclass');
    const made = w.name('conf');
    w.add('    @property', '    def wide(self):', `        return self.min_containers + ${w.literal('int')}`);
    w.add('    def label(self, suffix=""):', '        return self.gpu + suffix');
    w.add('    @classmethod', '    def big(cls):', `        return cls(gpu=${simple(w, 'gpu')})`);
    w.add('    @staticmethod', '    def hours(n):', '        return n * 3600');
    w.add(`${made} = ${name}${w.pick(['()', '.big()', `(gpu=${simple(w, 'gpu')})`])}`);
    w.holders.push({ text: made, kind: 'object', isMutable: true });
    w.functions.push(
      { text: `${made}.label`, takes: [], gives: 'gpu' },
      { text: `${name}.hours`, takes: ['int'], gives: 'int' },
    );
    w.variables.push({ name: `${made}.wide`, type: 'int', isOwn: false });
  },
  dataClassNested: (w) => {
    const [inner, outer, made] = [dataClass(w, '@dataclass'), w.name('Outer'), w.name('conf')];
    w.add('@dataclass', `class ${outer}:`);
    w.add(`    inner: ${inner} = ${w.imported('dataclasses', 'field')}(default_factory=${inner})`);
    w.add(`${made} = ${outer}(${w.pick(['', `${inner}(gpu=${simple(w, 'gpu')})`, `inner=${inner}()`])})`);
    w.holders.push({ text: `${made}.inner`, kind: 'object', isMutable: true });
  },
  classAttributes: (w) => {
    const name = w.name('Settings');
    w.add(`class ${name}:`, ...FIELD_NAMES.map((each) => `    ${each} = ${expression(w, FIELDS[each])}`));
    w.holders.push({ text: w.pick([name, `${name}()`]), kind: 'object', isMutable: true });
  },
  classInherited: (w) => {
    const [base, name] = [w.name('Base'), w.name('Settings')];
    w.add(`class ${base}:`, ...FIELD_NAMES.map((each) => `    ${each} = ${simple(w, FIELDS[each])}`));
    w.add(`class ${name}(${base}):`, `    gpu = ${w.pick([`${base}.gpu`, expression(w, 'gpu')])}`);
    w.holders.push({ text: name, kind: 'object', isMutable: true });
    if (w.chance(0.5)) w.add(`${base}.timeout = ${simple(w, 'int')}`);
  },
  classTwoBases: (w) => {
    const [first, second, name] = [w.name('First'), w.name('Second'), w.name('Both')];
    w.add(`class ${first}:`, ...FIELD_NAMES.map((each) => `    ${each} = ${simple(w, FIELDS[each])}`));
    w.add(`class ${second}:`, `    gpu = ${simple(w, 'gpu')}`, `    timeout = ${simple(w, 'int')}`);
    w.add(`class ${name}(${second}, ${first}):`, '    pass');
    w.holders.push({ text: name, kind: 'object', isMutable: true });
  },
  classInit: (w) => {
    const [name, made] = [w.name('Settings'), w.name('conf')];
    w.add(`class ${name}:`, `    def __init__(self, gpu=${simple(w, 'gpu')}, timeout=${simple(w, 'int')}):`);
    w.add(
      '        self.gpu = gpu',
      `        self.timeout = timeout${w.pick(['', ' * 60'])}`,
      `        self.min_containers = ${expression(w, 'int')}`,
    );
    w.add(
      `${made} = ${name}(${w.pick(['', `gpu=${simple(w, 'gpu')}`, `${simple(w, 'gpu')}, ${simple(w, 'int')}`])})`,
    );
    w.holders.push({ text: made, kind: 'object', isMutable: true });
  },
  classHooks: (w) => {
    const [base, name] = [w.name('Base'), w.name('Settings')];
    w.add(
      `class ${base}:`,
      ...w.pick([
        ['    def __init_subclass__(cls):', `        cls.gpu = ${simple(w, 'gpu')}`],
        ['    def __getattribute__(self, name):', `        return ${w.literal('int')}`],
        ['    def __getattr__(self, name):', `        return ${w.literal('int')}`],
        [
          '    def __new__(cls):',
          '        self = object.__new__(cls)',
          `        self.gpu = ${simple(w, 'gpu')}`,
          '        return self',
        ],
      ]),
    );
    w.add(
      `class ${name}(${base}):`,
      ...FIELD_NAMES.map((each) => `    ${each} = ${simple(w, FIELDS[each])}`),
    );
    w.holders.push({ text: w.pick([name, `${name}()`]), kind: 'object', isMutable: false });
  },
  classMeta: (w) => {
    const [meta, name] = [w.name('Meta'), w.name('Settings')];
    w.add(
      `class ${meta}(type):`,
      '    def __new__(cls, name, bases, space):',
      `        space["gpu"] = ${simple(w, 'gpu')}`,
    );
    w.add('        return super().__new__(cls, name, bases, space)');
    w.add(
      `class ${name}(metaclass=${meta}):`,
      ...FIELD_NAMES.map((each) => `    ${each} = ${simple(w, FIELDS[each])}`),
    );
    w.holders.push({ text: name, kind: 'object', isMutable: true });
  },
  classDecorated: (w) => {
    const [decorator, name] = [w.name('deco'), w.name('Settings')];
    w.add(`def ${decorator}(cls):`, `    cls.gpu = ${simple(w, 'gpu')}`, '    return cls');
    w.add(
      `@${decorator}`,
      `class ${name}:`,
      ...FIELD_NAMES.map((each) => `    ${each} = ${simple(w, FIELDS[each])}`),
    );
    w.holders.push({ text: name, kind: 'object', isMutable: true });
  },
  classBodyFlow: (w) => {
    const name = w.name('Settings');
    w.add(`class ${name}:`, ...FIELD_NAMES.map((each) => `    ${each} = ${simple(w, FIELDS[each])}`));
    w.add(
      ...w.pick([
        [`    if ${test(w)}:`, `        gpu = ${simple(w, 'gpu')}`],
        [`    for gpu in (${simple(w, 'gpu')}, ${simple(w, 'gpu')}):`, '        pass'],
        [`    timeout += ${w.literal('int')}`],
        [`    min_containers = timeout + 1`],
      ]),
    );
    w.holders.push({ text: name, kind: 'object', isMutable: true });
  },
  enumeration: (w) => {
    const name = w.name('Size');
    const [small, large] = [w.literal('gpu'), w.literal('gpu')];
    w.add(
      `class ${name}(${w.pick(['', 'str, '])}${w.imported('enum', 'Enum')}):`,
      `    SMALL = ${small}`,
      `    LARGE = ${large}`,
    );
    const text = w.pick([
      `${name}.LARGE.value`,
      `${name}["SMALL"].value`,
      `${name}(${small}).value`,
      `list(${name})[0].value`,
      `[x.value for x in ${name}][-1]`,
    ]);
    w.variables.push({ name: text, type: 'gpu', isOwn: false });
  },
  enumerationOfText: (w) => {
    const name = w.name('Size');
    w.add(
      `class ${name}(str, ${w.imported('enum', 'Enum')}):`,
      `    SMALL = ${w.literal('kind')}`,
      `    LARGE = ${w.literal('kind')}`,
    );
    w.variables.push({ name: w.pick([`${name}.LARGE`, `${name}.SMALL.value`]), type: 'kind', isOwn: false });
  },
  enumerationOfNumbers: (w) => {
    const name = w.name('Level');
    const kind = w.imported('enum', w.pick(['IntEnum', 'IntFlag']));
    w.add(`class ${name}(${kind}):`, `    LOW = ${w.pick(['1', '2'])}`, '    HIGH = 4', '    AGAIN = HIGH');
    w.variables.push({
      name: w.pick([`${name}.HIGH`, `${name}.LOW.value`, `${name}.AGAIN.value`, `${name}(4)`]),
      type: 'int',
      isOwn: false,
    });
  },
  enumerationAuto: (w) => {
    const name = w.name('Level');
    w.add(
      `class ${name}(${w.imported('enum', w.pick(['Enum', 'Flag', 'StrEnum']))}):`,
      `    low = ${w.imported('enum', 'auto')}()`,
      `    high = auto()`,
    );
    w.variables.push({ name: `len(str(${name}.high.value))`, type: 'int', isOwn: false });
  },
  enumerationMembers: (w) => {
    const name = w.name('Size');
    w.add(
      `class ${name}(${w.imported('enum', 'Enum')}):`,
      `    SMALL = (${w.literal('gpu')}, ${w.literal('int')})`,
      `    LARGE = (${w.literal('gpu')}, ${w.literal('int')})`,
    );
    if (w.chance(0.5)) {
      w.add('    def __init__(self, gpu, warm):', '        self.gpu = gpu', '        self.warm = warm');
      w.variables.push({ name: `${name}.LARGE.gpu`, type: 'gpu', isOwn: false });
    } else {
      w.add('    @property', '    def gpu(self):', '        return self.value[0]');
      w.variables.push({ name: `${name}.SMALL.${w.pick(['gpu', 'value[0]'])}`, type: 'gpu', isOwn: false });
    }
  },
  namedTuple: (w) => {
    const [name, made] = [namedTuple(w), w.name('conf')];
    w.add(
      `${made} = ${name}(${w.pick(['', expression(w, 'gpu'), `gpu=${expression(w, 'gpu')}`, `timeout=${simple(w, 'int')}`])})`,
    );
    w.holders.push({
      text: w.pick([made, `${made}._replace(timeout=${simple(w, 'int')})`]),
      kind: 'object',
      isMutable: false,
    });
    w.variables.push({ name: `${made}[${w.pick(['1', '-1', '2'])}]`, type: 'int', isOwn: false });
  },
  namedTupleDict: (w) => {
    const name = w.name('D');
    w.add(`${name} = ${namedTuple(w)}()._asdict()`);
    w.holders.push({ text: name, kind: 'dict', isMutable: true });
  },
  namedTupleCall: (w) => {
    const [name, made] = [w.name('Spec'), w.name('conf')];
    const defaults = w.chance(0.5);
    w.add(
      `${name} = ${w.imported('collections', 'namedtuple')}("${name}", ${w.pick(['"gpu min_containers timeout"', '["gpu", "min_containers", "timeout"]'])}${defaults ? ', defaults=(7,)' : ''})`,
    );
    w.add(
      `${made} = ${name}(${simple(w, 'gpu')}, ${simple(w, 'int')}${defaults ? '' : `, ${simple(w, 'int')}`})`,
    );
    w.holders.push({ text: made, kind: 'object', isMutable: false });
  },
  namespace: (w) => {
    const name = w.name('ns');
    w.add(
      `${name} = ${w.imported('types', 'SimpleNamespace')}(${w.pick([fieldList(w), `**{${pairs(w)}}`])})`,
    );
    w.holders.push({ text: name, kind: 'object', isMutable: true });
  },
  model: (w) => instance(w, model(w)),
  modelInherited: (w) => {
    const [base, name] = [model(w), w.name('Model')];
    w.add(`class ${name}(${base}):`, `    timeout: int = ${expression(w, 'int')}`);
    instance(w, name);
  },
  modelField: (w) => {
    const name = w.name('Model');
    const field = w.imported('pydantic', 'Field');
    w.add(
      `class ${name}(${w.imported('pydantic', 'BaseModel')}):`,
      `    gpu: str = ${field}(${w.pick(['', 'default='])}${simple(w, 'gpu')}, description="x")`,
    );
    w.add(
      `    min_containers: int = ${field}(default_factory=lambda: ${w.literal('int')})`,
      `    timeout: int = ${w.literal('int')}`,
    );
    instance(w, name);
  },
  modelCopied: (w) => {
    const [name, first, second] = [model(w), w.name('conf'), w.name('conf')];
    w.add(`${first} = ${name}(gpu=${simple(w, 'gpu')})`);
    w.add(
      `${second} = ${first}.model_copy(${w.pick(['', `update={"timeout": ${simple(w, 'int')}}`, `update=dict(gpu=${simple(w, 'gpu')})`])})`,
    );
    w.holders.push({ text: second, kind: 'object', isMutable: true });
  },
  modelNested: (w) => {
    const [inner, outer, made] = [model(w), w.name('Outer'), w.name('conf')];
    w.add(
      `class ${outer}(${w.imported('pydantic', 'BaseModel')}):`,
      `    inner: ${inner} = ${w.pick([`${inner}()`, `${inner}(gpu=${simple(w, 'gpu')})`])}`,
    );
    w.add(`${made} = ${outer}()`);
    w.holders.push({ text: `${made}.inner`, kind: 'object', isMutable: false });
  },
  // Functions
  functionReturn: (w) =>
    pure(w, ['int'], 'int', (name) => [`def ${name}(n):`, `    return n * ${w.literal('int')}`]),
  functionDefault: (w) =>
    pure(w, ['kind'], 'kind', (name) => [
      `def ${name}(a, b=${simple(w, 'kind')}):`,
      `    return ${w.pick(['a', 'b'])}`,
    ]),
  functionIf: (w) =>
    pure(w, ['int'], 'gpu', (name) => [
      `def ${name}(n):`,
      `    if n > ${w.literal('int')}:`,
      `        return ${w.literal('gpu')}`,
      `    return ${w.literal('gpu')}`,
    ]),
  functionElif: (w) =>
    pure(w, ['kind'], 'int', (name) => [
      `def ${name}(kind):`,
      `    """Which one."""`,
      `    if kind == ${w.literal('kind')}:`,
      `        n = ${w.literal('int')}`,
      `    elif kind.startswith("H"):`,
      `        n = ${w.literal('int')}`,
      '    else:',
      `        n = ${w.literal('int')}`,
      `    return n`,
    ]),
  functionLocals: (w) =>
    pure(w, ['int', 'int'], 'int', (name) => [
      `def ${name}(a, b):`,
      '    c = a + b',
      `    c ${w.pick(['+=', '*='])} 2`,
      '    return c',
    ]),
  functionLoop: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `def ${name}(n):`,
      '    total = 1',
      '    for i in range(n % 5):',
      '        total += i',
      '    return total',
    ]),
  functionReads: (w) => pure(w, [], 'kind', (name) => [`def ${name}():`, `    return ${simple(w, 'kind')}`]),
  functionReadsHolder: (w) => {
    if (w.holders.length === 0) return;
    pure(w, [], 'gpu', (name) => {
      const { kind, text } = w.pick(w.holders);
      return [`def ${name}():`, `    return ${kind === 'dict' ? `${text}["gpu"]` : `${text}.gpu`}`];
    });
  },
  functionTable: (w) =>
    pure(w, ['kind'], 'gpu', (name) => [
      `def ${name}(kind):`,
      `    return {"T4": ${w.literal('gpu')}, "H100": ${w.literal('gpu')}}.get(kind, ${w.literal('gpu')})`,
    ]),
  functionMatch: (w) =>
    pure(w, ['kind'], 'int', (name) => [
      `def ${name}(kind):`,
      '    match kind:',
      `        case ${w.literal('kind')}:`,
      `            return ${w.literal('int')}`,
      '        case _:',
      `            return ${w.literal('int')}`,
    ]),
  functionCalls: (w) => {
    const [inner] = [
      w.functions.find(({ takes, gives }) => gives === 'int' && takes.length === 1 && takes[0] === 'int'),
    ];
    if (inner) pure(w, ['int'], 'int', (name) => [`def ${name}(n):`, `    return ${inner.text}(n + 1)`]);
  },
  functionRecursive: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `def ${name}(n):`,
      `    return 1 if n <= 1 else n * ${name}(min(n, 6) - 1)`,
    ]),
  functionSpread: (w) =>
    pure(w, ['int', 'int'], 'int', (name) => [
      `def ${name}(*numbers, **options):`,
      '    return sum(numbers) + len(options)',
    ]),
  functionKeyword: (w) => {
    const name = w.name('f');
    w.add(`def ${name}(*, gpu=${simple(w, 'gpu')}, n=1):`, '    return gpu');
    w.variables.push({
      name: `${name}(${w.pick(['', `gpu=${w.literal('gpu')}`, 'n=2'])})`,
      type: 'gpu',
      isOwn: false,
    });
  },
  functionClosure: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `def ${name}(n):`,
      '    def inner(m):',
      '        return n + m',
      `    return inner(${w.literal('int')})`,
    ]),
  functionLambda: (w) => pure(w, ['kind'], 'gpu', (name) => [`${name} = lambda kind, n=2: f"{kind}:{n}"`]),
  functionFString: (w) =>
    pure(w, ['kind', 'int'], 'gpu', (name) => [`def ${name}(kind, n):`, '    return f"{kind}:{n}"']),
  functionMutableDefault: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `def ${name}(n, seen=[]):`,
      '    seen.append(n)',
      '    return len(seen)',
    ]),
  functionCached: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `@${w.module('functools')}.${w.pick(['lru_cache(maxsize=None)', 'cache'])}`,
      `def ${name}(n):`,
      `    return n + ${w.literal('int')}`,
    ]),
  functionWrapped: (w) => {
    const decorator = w.name('wrap');
    pure(w, ['int'], 'int', (name) => [
      `def ${decorator}(function):`,
      '    def inner(n):',
      `        return function(n) + ${w.literal('int')}`,
      '    return inner',
      `@${decorator}`,
      `def ${name}(n):`,
      '    return n',
    ]);
  },
  functionTry: (w) =>
    pure(w, ['kind'], 'int', (name) => [
      `def ${name}(text):`,
      '    try:',
      '        return int(text)',
      '    except ValueError:',
      `        return ${w.literal('int')}`,
    ]),
  functionGenerator: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `def ${name}(n):`,
      '    def each():',
      '        yield n',
      `        yield ${w.literal('int')}`,
      `    return ${w.pick(['max', 'sum'])}(each())`,
    ]),
  functionRebound: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `def ${name}(n):`,
      '    return n',
      `def ${name}(n):`,
      `    return n + ${w.literal('int')}`,
    ]),
  functionPartial: (w) =>
    pure(w, ['int'], 'int', (name) => [
      `${name} = ${w.module('functools')}.partial(lambda a, b: a * b, ${w.literal('int')})`,
    ]),
  // What belongs to Python is another's here
  shadowedBuiltin: (w) => {
    const builtin = w.pick(['max', 'len', 'int', 'sum', 'min', 'dict', 'sorted']);
    w.add(
      `_${builtin} = ${builtin}`,
      w.pick([
        `${builtin} = lambda *a, **k: ${w.literal('int')}`,
        `def ${builtin}(*a, **k): return ${w.literal('int')}`,
      ]),
    );
    const name = w.name('B');
    w.add(
      `${name} = ${builtin === 'dict' || builtin === 'sorted' ? `${builtin}([1])` : `${builtin}([1, 2])`}`,
      `${builtin} = _${builtin}`,
    );
    w.variables.push({ name, type: 'int', isOwn: true });
  },
  environmentSetInLoop: (w) => {
    const variableName = w.name('MC_SET_');
    const os = w.module('os');
    w.add(`for k, v in (("${variableName}", ${w.literal('kind')}),):`, `    ${os}.environ[k] = v`);
    w.variables.push({
      name: `${os}.environ.get("${variableName}", ${w.literal('kind')})`,
      type: 'kind',
      isOwn: false,
    });
  },
  environmentSet: (w) => {
    const variableName = w.name('MC_SET_');
    const os = w.module('os');
    w.add(
      `${os}.environ${w.pick([`["${variableName}"] = ${w.literal('kind')}`, `.setdefault("${variableName}", ${w.literal('kind')})`, `.update(${variableName}=${w.literal('kind')})`])}`,
    );
    w.variables.push({
      name: `${os}.environ.get("${variableName}", ${w.literal('kind')})`,
      type: 'kind',
      isOwn: false,
    });
  },
};

function variable(writer: Writer, write: (name: string, type: Type) => readonly string[]): void {
  const type = writer.pick(TYPES);
  const name = writer.name(type === 'int' ? 'N' : 'G');
  writer.add(...write(name, type));
  writer.variables.push({ name, type, isOwn: true });
}

function dict(writer: Writer, value: string): void {
  const name = writer.name('D');
  writer.add(`${name} = ${value}`);
  writer.holders.push({ text: name, kind: 'dict', isMutable: true });
}

function derived(writer: Writer, write: (base: string) => string): void {
  const dicts = writer.holders.filter(({ kind }) => kind === 'dict');
  if (dicts.length > 0) dict(writer, write(writer.pick(dicts).text));
}

function listBuilt(writer: Writer, write: (name: string, type: Type) => readonly string[]): void {
  const type = writer.pick(TYPES);
  const name = writer.name('L');
  writer.add(`${name} = ${writer.pick(['[]', `[${simple(writer, type)}]`])}`, ...write(name, type));
  writer.lists.push({ text: name, type });
}

function pairs(writer: Writer): string {
  return FIELD_NAMES.map((each) => `"${each}": ${simple(writer, FIELDS[each])}`).join(', ');
}

function list(writer: Writer, write: (type: Type) => string): void {
  const type = writer.pick(TYPES);
  const name = writer.name('L');
  writer.add(`${name} = ${write(type)}`);
  writer.lists.push({ text: name, type });
}

/** Adds a data class with the three fields, all with defaults, and gives its name. */
function dataClass(writer: Writer, decorator: string): string {
  const name = writer.name('Conf');
  writer.imported('dataclasses', 'dataclass');
  writer.add(decorator, `class ${name}:`, ...FIELD_NAMES.map((each) => typedField(writer, each)));
  return name;
}

function model(writer: Writer): string {
  const name = writer.name('Model');
  writer.add(
    `class ${name}(${writer.imported('pydantic', 'BaseModel')}):`,
    ...FIELD_NAMES.map((each) => typedField(writer, each)),
  );
  return name;
}

function namedTuple(writer: Writer): string {
  const name = writer.name('Spec');
  writer.add(
    `class ${name}(${writer.imported('typing', 'NamedTuple')}):`,
    ...FIELD_NAMES.map((each) => typedField(writer, each)),
  );
  return name;
}

function typedField(writer: Writer, field: (typeof FIELD_NAMES)[number]): string {
  return `    ${field}: ${FIELDS[field] === 'int' ? 'int' : 'str'} = ${expression(writer, FIELDS[field])}`;
}

function instance(writer: Writer, className: string, { isMutable = true } = {}): void {
  const name = writer.name('conf');
  const given = writer.pick(['', `gpu=${simple(writer, 'gpu')}`, `timeout=${expression(writer, 'int')}`]);
  writer.add(`${name} = ${className}(${given})`);
  writer.holders.push({ text: name, kind: 'object', isMutable });
}

function replaced(writer: Writer, decorator: string, write: (text: string, change: string) => string): void {
  const [name, first, second] = [dataClass(writer, decorator), writer.name('conf'), writer.name('conf')];
  writer.add(`${first} = ${name}()`, `${second} = ${write(first, `gpu=${simple(writer, 'gpu')}`)}`);
  writer.holders.push({ text: second, kind: 'object', isMutable: true });
}

function pure(
  writer: Writer,
  takes: readonly Type[],
  gives: Type,
  write: (name: string) => readonly string[],
): void {
  const name = writer.name('f');
  writer.add(...write(name));
  writer.functions.push({ text: name, takes, gives });
}
