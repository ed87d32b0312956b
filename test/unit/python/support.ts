import { Evaluator, type ModuleFinder } from '../../../src/core/python/evaluate';
import { moduleCandidates } from '../../../src/core/python/findModule';
import { PythonModule } from '../../../src/core/python/module';
import { pathAt, parts, type Path } from '../../../src/core/python/syntax';
import type { Evaluation, PyValue } from '../../../src/core/python/pyValue';
import { loadParser } from '../../support/python';

/** What stands in a text: `HERE(x)` asks for x at that place; without it the last statement is asked for. */
const MARK = 'HERE(';

/** Evaluates one expression of Python source, and says what came of it as {@link show} does. */
export async function fold(
  text: string,
  others: Readonly<Record<string, string>> = {},
  said: Readonly<Record<string, string>> = {},
): Promise<string> {
  return show(await evaluated(text, others, said));
}

/** @param said what is said of the environment; every other variable is unset */
export async function evaluated(
  text: string,
  others: Readonly<Record<string, string>> = {},
  said: Readonly<Record<string, string>> = {},
): Promise<Evaluation> {
  const parser = await loadParser();
  const trees = new Map(
    Object.entries({ ...others, 'main.py': text }).map(([file, source]) => [file, parser.parse(source)!]),
  );
  try {
    const modules = new Map(
      [...trees].map(([file, tree]) => [file, new PythonModule(file, others[file] ?? text, tree.rootNode)]),
    );
    const variables = new Map(
      Object.entries(said).map(([name, value]) => [name, { value, saidIn: { kind: 'option' as const } }]),
    );
    const finder: ModuleFinder = {
      ...(variables.size > 0 ? { environment: { of: () => variables } } : {}),
      find: (from, module, level) => {
        if (trees.size === 1) return 'absent';
        const file = moduleCandidates(from.file, module, level).find((each) => modules.has(each));
        return file === undefined ? 'absent' : modules.get(file)!;
      },
    };
    const { node, path } = asked(modules.get('main.py')!);
    return new Evaluator(modules.get('main.py')!, finder).evaluate(node, path);
  } finally {
    for (const tree of trees.values()) tree.delete();
  }
}

/** The expression that a text asks for, and the path to its statement. */
function asked({ root, text }: PythonModule): { node: Path[number]; path: Path } {
  const at = text.lastIndexOf(MARK);
  const statement = root.namedChild(root.namedChildCount - 1)!;
  if (at < 0) return { node: parts(statement)[0]!, path: [root, statement] };
  const path = pathAt(root, at);
  const end = path.findLastIndex((each) => each.type.endsWith('_statement'));
  const call = path.findLast((each) => each.type === 'call')!;
  return { node: parts(call.childForFieldName('arguments')!)[0]!, path: path.slice(0, end + 1) };
}

/**
 * An evaluation in a line: a known value as Python writes it; a range as its values with ` | ` between; where the
 * list is not complete, `?` comes first and the known candidates follow.
 */
export function show({ values, reason }: Evaluation): string {
  const shown = values.map(text).join(' | ');
  return reason === null ? shown : `? ${shown}`.trim();
}

function text(value: PyValue): string {
  switch (value.kind) {
    case 'none':
      return 'None';
    case 'bool':
      return value.value ? 'True' : 'False';
    case 'int':
      return String(value.value);
    case 'float':
      return Number.isInteger(value.value) ? `${value.value}.0` : String(value.value);
    case 'str':
      return JSON.stringify(value.value);
    case 'list':
      return `[${value.items.map(text).join(', ')}]`;
    case 'tuple':
      return `(${value.items.map(text).join(', ')})`;
    case 'dict':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`).join(', ')}}`;
    case 'openDict':
      return `{${[...value.entries].map(([key, entry]) => `${key}: ${show(entry)}`).join(', ')}, ?}`;
    case 'object':
      return `${value.className}(${[...value.attributes].map(([key, entry]) => `${key}=${show(entry)}`).join(', ')})`;
    case 'modal':
    case 'modalName':
      return `modal.${value.path}`;
    case 'handle':
      return value.id;
  }
}
