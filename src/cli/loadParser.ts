import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PythonParser } from '../core/python/parser';
import { processorTime } from '../common/processorTime';

/** The parser, from the two files that the build puts beside this program. */
export function loadParser(): Promise<PythonParser> {
  const binaries = {
    runtime: readFileSync(join(__dirname, 'web-tree-sitter.wasm')),
    grammar: readFileSync(join(__dirname, 'tree-sitter-python.wasm')),
  };
  return PythonParser.load(binaries, processorTime);
}
