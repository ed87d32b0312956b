// npm run coverage: which lines of src/ the suites that run in Node reach, file by file. Nothing fails for being low.
//   npm run coverage -- --below 90     names the files below so many per cent of lines; the default is 95
//   npm run coverage -- --html DIR     also writes a report to click through
// What only VS Code runs (src/host, src/features, src/extension.ts) and what only a page runs (src/webview) is not counted.
import { build } from 'esbuild';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { run, start, temporaryFolder } from '../test/host/processes.mjs';
import { globSync } from './files.mjs';

process.chdir(root);
const { values: options } = parseArgs({
  options: { below: { type: 'string', default: '95' }, html: { type: 'string' } },
});
const suites = ['unit', 'golden', 'property', 'fuzz', 'model', 'cli'];
const folder = temporaryFolder('coverage');

await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], { what: 'the build' });
const bundle = await oneBundle();
const mocha = start(
  process.execPath,
  [
    createRequire(import.meta.url).resolve('c8/bin/c8.js'),
    ...['--temp-directory', join(folder.path, 'v8'), '--reports-dir', options.html ?? folder.path],
    ...['--reporter', 'json-summary', ...(options.html ? ['--reporter', 'html'] : [])],
    ...[
      '--src',
      'src',
      '--include',
      'src/core/**',
      '--include',
      'src/cli/**',
      '--include',
      'src/protocol.ts',
    ],
    ...['--exclude-after-remap', '--all'],
    ...[
      process.execPath,
      'node_modules/mocha/bin/mocha.js',
      '--reporter',
      'dot',
      '--timeout',
      '120000',
      '--exit',
      bundle,
    ],
  ],
  { stdio: 'inherit', env: { ...process.env, NODE_OPTIONS: '--max-old-space-size=4096' } },
);
process.exitCode = (await mocha.ended) === 0 ? 0 : 1;
report(JSON.parse(readFileSync(join(options.html ?? folder.path, 'coverage-summary.json'), 'utf8')));
folder.remove();

/** All tests in one bundle: every line of src/ is then in it once, and counted once. */
async function oneBundle() {
  const tests = suites.flatMap((suite) => globSync(join('test', suite), /\.test\.ts$/));
  const file = join('out', 'coverage', 'all.test.cjs');
  await build({
    stdin: {
      contents: tests.map((test) => `import './${test}';`).join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    sourcemap: 'inline',
    logLevel: 'warning',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    alias: { 'web-tree-sitter': createRequire(import.meta.url).resolve('web-tree-sitter') },
    external: ['vscode', 'mocha', 'fast-check', 'playwright-core', 'ajv', '@vscode/test-electron'],
  });
  return file;
}

function report(summary) {
  const rows = Object.entries(summary)
    .map(([file, { lines, branches }]) => ({
      file: file === 'total' ? file : relative(root, file),
      lines: lines.pct,
      branches: branches.pct,
      missing: lines.total - lines.covered,
    }))
    .sort((a, b) => a.lines - b.lines);
  const total = rows.find(({ file }) => file === 'total');
  console.log(
    `\nLines ${total.lines} %, branches ${total.branches} %, ${rows.length - 1} files. Below ${options.below} %:`,
  );
  for (const { file, lines, branches, missing } of rows)
    if (file !== 'total' && lines < Number(options.below))
      console.log(
        `  ${file.padEnd(44)} lines ${lines} %, branches ${branches} %, ${missing} lines not reached`,
      );
}
