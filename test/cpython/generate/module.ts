import { Random } from '../../model/random';
import { change } from './changes';
import { define } from './definitions';
import { register } from './registrations';
import { Writer, type Holder } from './writer';

/** The files of one small program, by name; `app.py` registers, and may import from the others. */
export type Program = Readonly<Record<string, string>>;

/** The same program for the same seed, wherever and whenever. */
export function program(seed: number): Program {
  const random = new Random(seed);
  const app = new Writer(random);
  const files = random.below(3) === 0 ? importing(app, random) : {};
  const rounds = 2 + random.below(5);
  for (let i = 0; i < rounds; i++) {
    define(app);
    if (app.chance(0.6)) app.add(...change(app));
  }
  for (let i = 0; i <= random.below(2); i++) register(app);
  return { ...files, 'app.py': app.text('import modal', 'app = modal.App("generated")') };
}

/** Where the other file stands, and how it is imported: the statement, and what a name of it is called then. */
const IMPORTS: Readonly<
  Record<
    string,
    { readonly files: readonly string[]; readonly from: string; readonly whole: readonly [string, string] }
  >
> = {
  importSibling: { files: ['common.py'], from: 'from common', whole: ['import common', 'common'] },
  importAs: { files: ['common.py'], from: 'from common', whole: ['import common as shared', 'shared'] },
  importPackage: {
    files: ['pkg/common.py', 'pkg/__init__.py'],
    from: 'from pkg.common',
    whole: ['from pkg import common', 'common'],
  },
  importDotted: {
    files: ['pkg/common.py', 'pkg/__init__.py'],
    from: 'from pkg.common',
    whole: ['import pkg.common', 'pkg.common'],
  },
  importNamespace: {
    files: ['pkg/common.py'],
    from: 'from pkg.common',
    whole: ['import pkg.common as c', 'c'],
  },
  importInit: { files: ['pkg/__init__.py'], from: 'from pkg', whole: ['import pkg', 'pkg'] },
  // The package wins over the file beside it, which says something else.
  importBeside: {
    files: ['common/__init__.py', 'common.py'],
    from: 'from common',
    whole: ['import common', 'common'],
  },
  importByName: {
    files: ['common.py'],
    from: 'from common',
    whole: ['import importlib; common = importlib.import_module("common")', 'common'],
  },
};

/** Writes another file, and imports from it. */
function importing(app: Writer, random: Random): Program {
  const names = Object.keys(IMPORTS);
  const chosen = names[random.below(names.length)]!;
  const { files, from, whole } = IMPORTS[chosen]!;
  const other = new Writer(random, 'c_');
  for (let i = 0; i < 3; i++) {
    define(other);
    if (other.chance(0.4)) other.add(...change(other));
  }
  const style = app.produce<'whole' | 'names' | 'star'>({
    importWhole: () => 'whole',
    importNames: () => 'names',
    importStar: () => 'star',
  });
  if (style === undefined) return {};
  const statement =
    style === 'whole' ? whole[0] : `${from} import ${style === 'star' ? '*' : topNames(other).join(', ')}`;
  if (style !== 'names' || topNames(other).length > 0) app.add(statement);
  take(app, other, style === 'whole' ? `${whole[1]}.` : '');
  if (style === 'star' && random.below(2) === 0) {
    other.add(
      `__all__ = [${topNames(other)
        .map((name) => `"${name}"`)
        .join(', ')}]`,
    );
    if (random.below(2) === 0) other.add('T4 = min = abs = "hidden"');
  }
  if (style !== 'whole' && random.below(3) === 0) {
    // What is set on the module later is not what a name that is taken from it holds.
    app.add(whole[0]);
    const [own] = other.variables.filter(({ isOwn }) => isOwn);
    if (own) app.add(`${whole[1]}.${own.name} = ${other.literal(own.type)}`);
  }
  const isDecoy = files.length > 1 && chosen === 'importBeside';
  return Object.fromEntries(
    files.map((file, i) => [
      file,
      i === 0 ? other.text() : isDecoy ? other.text().replaceAll('T4', 'L4').replaceAll('= 1', '= 9') : '',
    ]),
  );
}

/** The plain names that another file has to give. */
function topNames(other: Writer): string[] {
  const texts = [
    ...other.variables.filter(({ isOwn }) => isOwn).map(({ name }) => name),
    ...[...other.holders, ...other.lists, ...other.functions].map(({ text }) => text),
  ];
  return [...new Set(texts.map((text) => /^\w+/.exec(text)![0]))];
}

function take(app: Writer, other: Writer, prefix: string): void {
  app.variables.push(
    ...other.variables
      .filter(({ isOwn }) => isOwn)
      .map((each) => ({ ...each, name: prefix + each.name, isOwn: false })),
  );
  app.holders.push(...other.holders.map((each): Holder => ({ ...each, text: prefix + each.text })));
  app.lists.push(...other.lists.map((each) => ({ ...each, text: prefix + each.text })));
  app.functions.push(...other.functions.map((each) => ({ ...each, text: prefix + each.text })));
}
