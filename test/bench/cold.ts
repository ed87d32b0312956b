// What the first of everything takes: a process measures once, since a second time would find the code compiled.
//   node cold.cjs LINES
import { scanModule } from '../../src/core/modal/scan';
import { PythonModule } from '../../src/core/python/module';
import { loadParser } from '../../src/cli/loadParser';
import { modalFile } from './generate';
import { time } from './measure';

/** In milliseconds. */
export interface Cold {
  readonly load: number;
  readonly parse: number;
  readonly scan: number;
}

async function main(lines: number): Promise<Cold> {
  const text = modalFile(lines);
  const began = performance.now();
  const parser = await loadParser();
  const load = performance.now() - began;
  let module: PythonModule | undefined;
  const parse = time(() => (module = new PythonModule('app.py', text, parser.parse(text)!.rootNode)));
  const scan = time(() => scanModule(module!));
  return { load, parse, scan };
}

void main(Number(process.argv[2])).then((cold) => console.log(JSON.stringify(cold)));
