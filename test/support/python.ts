import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { scanModule, type FileScan } from '../../src/core/modal/scan';
import type { ModuleFinder } from '../../src/core/python/evaluate';
import { PythonModule } from '../../src/core/python/module';
import { PythonParser } from '../../src/core/python/parser';

const require = createRequire(__filename);
let parser: Promise<PythonParser> | undefined;

/** The real parser with the pinned grammar, loaded once for all tests. */
export function loadParser(): Promise<PythonParser> {
  return (parser ??= PythonParser.load({
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  }));
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
