import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import type { ModuleFinder } from '../../src/core/python/evaluate';
import { findModule } from '../../src/core/python/findModule';
import { sourceRoots } from '../../src/core/python/sourceRoots';
import { PythonModule } from '../../src/core/python/module';
import { PythonParser, type Clock } from '../../src/core/python/parser';

const require = createRequire(__filename);
let parser: Promise<PythonParser> | undefined;

/** The real parser with the pinned grammar, loaded once for all tests. */
export function loadParser(): Promise<PythonParser> {
  return (parser ??= loadParserWith());
}

/** One of its own, with a clock. */
export function loadParserWith(clock?: Clock): Promise<PythonParser> {
  const binaries = {
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  };
  return PythonParser.load(binaries, clock);
}

/** Scans a text as a file that stands alone. */
export async function scanText(text: string, file = 'app.py', modules?: ModuleFinder): Promise<FileScan> {
  const tree = (await loadParser()).parse(text);
  if (!tree) throw new Error('the parse was given up');
  try {
    return scanModule(new PythonModule(file, text, tree.rootNode), modules);
  } finally {
    tree.delete();
  }
}

/** The same with other files beside it, by their names. */
export async function scanBeside(text: string, others: Readonly<Record<string, string>>): Promise<FileScan> {
  const parser = await loadParser();
  const trees = Object.entries(others).map(([file, source]) => [file, parser.parse(source)!] as const);
  const modules = new Map(
    trees.map(([file, tree]) => [file, new PythonModule(file, others[file]!, tree.rootNode)]),
  );
  try {
    return await scanText(text, 'app.py', {
      find: (from, module, level) =>
        findModule<PythonModule>(from.file, module, level, {
          module: (path) => modules.get(path) ?? 'absent',
          roots: (path) => sourceRoots(others[path] ?? ''),
        }),
    });
  } finally {
    for (const [, tree] of trees) tree.delete();
  }
}
