// npm run bench: figures beside the budgets. Medians and ratios, since machines are shared and noisy; nothing is asserted.
//   npm run bench -- --no-host    without VS Code and the browser
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { createVSIX } from '@vscode/vsce';
import { root } from '../test/host/paths.mjs';
import { run } from '../test/host/processes.mjs';
import { runSuite } from '../test/host/serverHost.mjs';

process.chdir(root);
await run(process.execPath, ['esbuild.mjs', '--tests'], { what: 'the build' });
const figures = suite('bench');
if (!process.argv.includes('--no-host')) figures.push(...(await inHost()), ...suite('panel'));
print(figures);
await sizes();

function suite(name) {
  const output = execFileSync(process.execPath, [`out/test/bench/${name}.cjs`], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return JSON.parse(output);
}

async function inHost() {
  const lines = [];
  // The suite prints its figures; it holds no tests to count.
  await runSuite({ tests: join(root, 'out/test/bench/host.cjs'), log: (line) => lines.push(line) }).catch(
    (error) => lines.push(error.message),
  );
  const found = lines.find((line) => line.includes('BENCH '));
  if (!found) throw new Error(`VS Code gave no figures:\n${lines.join('\n')}`);
  return JSON.parse(found.slice(found.indexOf('BENCH ') + 6));
}

function print(all) {
  const ms = (value) => `${value < 1 ? value.toFixed(3) : value.toFixed(1)} ms`;
  const rows = all.map(({ what, median, p95, ratio, budget, of }) => {
    const value = of === 'p95' ? p95 : median;
    const verdict = budget === null ? '' : value <= budget ? 'met' : 'MISSED';
    return [what, ms(median), ms(p95), budget === null ? '' : `${of} ${ms(budget)}`, verdict, ratio];
  });
  table([['what', 'median', 'p95', 'budget', '', 'ratio'], ...rows]);
}

async function sizes() {
  const vsix = join(root, 'dist', 'bench.vsix');
  await createVSIX({ packagePath: vsix, dependencies: false });
  const kb = (bytes) => `${Math.ceil(bytes / 1024)} KB`;
  const rows = readdirSync('dist').map((name) => {
    const bytes = readFileSync(join('dist', name));
    return name === 'bench.vsix'
      ? [
          'VSIX',
          kb(statSync(vsix).size),
          '',
          '400 KB',
          statSync(vsix).size <= 400 * 1024 ? 'met' : 'MISSED',
          '',
        ]
      : [name, kb(bytes.length), kb(gzipSync(bytes).length), '', '', ''];
  });
  rmSync(vsix);
  console.log();
  table([['size', 'minified', 'gzip', 'budget', '', ''], ...rows]);
}

function table(rows) {
  const widths = rows[0].map((_, i) => Math.max(...rows.map((row) => row[i].length)));
  for (const row of rows)
    console.log(
      row
        .map((cell, i) => cell.padEnd(widths[i]))
        .join('  ')
        .trimEnd(),
    );
}
