/** The figures of `npm run bench` that need no VS Code: printed as JSON, for scripts/bench.mjs to lay out. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DiskTree } from '../../src/cli/fileTree';
import { Workspace } from '../../src/cli/workspace';
import { estimate } from '../../src/core/cost/estimate';
import { advise } from '../../src/core/cost/advisor';
import { resolveUsage } from '../../src/core/cost/usage';
import { mayDeclare } from '../../src/core/modal/scan';
import { SourceFile } from '../../src/core/modal/sourceFile';
import { listBook, reviewBook } from '../../src/core/pricing/bundled';
import { PythonParser } from '../../src/core/python/parser';
import { lensTitle } from '../../src/core/render/lens';
import { figure, measure, quantile, type Figure } from './figures';
import { modalFile, plainFile, workspaceFiles } from './generate';

const require = createRequire(__filename);
const CONTEXT = { book: reviewBook, list: listBook, hoursPerMonth: 720 };

async function main(): Promise<void> {
  const began = performance.now();
  const parser = await PythonParser.load({
    runtime: readFileSync(require.resolve('web-tree-sitter/web-tree-sitter.wasm')),
    grammar: readFileSync(require.resolve('tree-sitter-python/tree-sitter-python.wasm')),
  });
  const load = performance.now() - began;
  const figures: Figure[] = [figure('parser: runtime and grammar', [load])];
  for (const lines of [1_000, 6_000]) figures.push(...ofFile(parser, lines));
  figures.push(plain(), ...workspace(parser), advisor(parser));
  process.stdout.write(JSON.stringify(figures));
}

function ofFile(parser: PythonParser, lines: number): Figure[] {
  const text = modalFile(lines);
  const cold = measure(1, () => parser.parse(text)?.delete());
  const full = measure(20, () => parser.parse(text)?.delete());
  const parse = quantile(full, 0.5);
  const scan = measure(15, () => {
    const file = new SourceFile('bench.py', text, parser);
    file.scan();
    file.dispose();
  });
  const times = (values: readonly number[]): string =>
    `${(quantile(values, 0.5) / parse).toFixed(2)} × a warm full parse`;
  const budget = lines === 1_000 ? 10 : 16;
  const typed = (what: string, needle: string): Figure => {
    const keys = keystrokes(parser, text, needle);
    return figure(`${lines} lines: keystroke to lens titles, ${what}`, keys, budget, 'p95', times(keys));
  };
  return [
    figure(`${lines} lines: first parse`, cold),
    figure(`${lines} lines: full parse, warm`, full, null, 'median', '1'),
    figure(`${lines} lines: parse and scan`, scan, null, 'median', times(scan)),
    typed('in a function', 'results.append(prompt.upper'),
    typed('while it breaks the syntax', 'results.append(prompt.upper())'),
    typed('in a decorator', 'min_containers='),
    typed('in a constant', 'MINUTES = 6'),
  ];
}

/** A letter typed and taken back, in many places: the tree, the scan, the estimates and their titles each time. */
function keystrokes(parser: PythonParser, start: string, needle: string): number[] {
  let text = start;
  const file = new SourceFile('bench.py', text, parser);
  file.scan();
  const places = [...text.matchAll(new RegExp(needle.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'g'))].map(
    ({ index }) => index + needle.length,
  );
  const times = measure(240, (turn) => {
    const at = places[Math.floor(turn / 2) % places.length]!;
    const add = turn % 2 === 0;
    const [removed, inserted] = add ? [0, 1] : [1, 0];
    const line = text.slice(0, at).split('\n').length - 1;
    const column = at - (text.lastIndexOf('\n', at - 1) + 1);
    text = text.slice(0, at) + (add ? '0' : '') + text.slice(at + removed);
    const edit = {
      startIndex: at,
      oldEndIndex: at + removed,
      newEndIndex: at + inserted,
      start: { line, column },
      oldEnd: { line, column: column + removed },
      newEnd: { line, column: column + inserted },
    };
    file.update(text, [edit]);
    for (const declaration of file.scan().declarations) {
      lensTitle({ estimate: estimate(declaration, CONTEXT), usage: null, month: null });
    }
  });
  file.dispose();
  return times;
}

function plain(): Figure {
  const text = plainFile(200_000);
  return figure(
    '200 KB that never say modal: not parsed',
    measure(200, () => mayDeclare(text)),
    0.1,
  );
}

/** 10,000 files, 300 of them Modal's, against a bare reading of the same files. */
function workspace(parser: PythonParser): Figure[] {
  const root = mkdtempSync(join(tmpdir(), 'modal-cost-bench-'));
  try {
    for (const [path, text] of workspaceFiles()) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    const walk = (): void => {
      for (const each of readdirSync(root, { recursive: true, withFileTypes: true })) {
        if (each.isFile()) readFileSync(join(each.parentPath, each.name), 'utf8');
      }
    };
    const bare = measure(2, walk);
    const scans = measure(2, () => {
      const files = new Workspace(new DiskTree([root]), parser);
      files.scan();
      files.dispose();
    });
    const ratio = `${(quantile(scans, 0) / quantile(bare, 0)).toFixed(2)} × reading the same files`;
    return [figure('10,000 files, 300 of Modal: scan', scans, 5_000, 'median', ratio)];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The warm-pool advisor's frontier at 20 requests in progress. */
function advisor(parser: PythonParser): Figure {
  const file = new SourceFile(
    'bench.py',
    'import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=2)\ndef f(): pass\n',
    parser,
  );
  const priced = estimate(file.scan().declarations[0]!, CONTEXT);
  const values = { requestsPerDay: 864_000, secondsPerRequest: 2 };
  const usage = resolveUsage([{ source: 'option', values }], 720);
  const result = figure(
    'warm-pool advice at ρ = 20',
    measure(20, () => advise(priced, usage)),
    50,
  );
  file.dispose();
  return result;
}

void main();
