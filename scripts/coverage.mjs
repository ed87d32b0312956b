// npm run coverage: what of src/ the suites that run in Node reach, file by file. Nothing fails for being low.
//   npm run coverage -- --below 90     names the files below so many per cent of statements; the default is 95
//   npm run coverage -- --html DIR     also writes a report to click through
// What only VS Code runs (src/host, src/features, src/extension.ts) and what only a page runs (src/webview) is not counted.
import { build } from 'esbuild';
import { CoverageReport } from 'monocart-coverage-reports';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { run, start, temporaryFolder } from '../test/host/processes.mjs';
import { aliases } from './builds.mjs';
import { globSync } from './files.mjs';

process.chdir(root);
const { values: options } = parseArgs({
  options: { below: { type: 'string', default: '95' }, html: { type: 'string' } },
});
const suites = ['unit', 'golden', 'property', 'fuzz', 'model', 'cli'];
const COUNTED = /^src\/(core|cli)\/|^src\/protocol\.ts$/;
const KINDS = /** @type {const} */ (['statements', 'branches', 'functions', 'lines']);
const folder = temporaryFolder('coverage');

await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], { what: 'the build' });
const bundle = await oneBundle();
const seen = join(folder.path, 'v8');
const mocha = start(
  process.execPath,
  ['node_modules/mocha/bin/mocha.js', ...['--reporter', 'dot', '--timeout', '120000'], '--exit', bundle],
  // What is started from there, such as the command line, is counted too.
  { stdio: 'inherit', env: { ...process.env, NODE_V8_COVERAGE: seen } },
);
process.exitCode = (await mocha.ended) === 0 ? 0 : 1;
const coverage = new CoverageReport({
  outputDir: options.html ?? join(folder.path, 'report'),
  reports: options.html ? ['v8'] : ['json-summary'],
  logging: 'error',
  entryFilter: ({ url }) =>
    url.endsWith(`/${bundle}`) || /\/dist\/modal-cost(-main|-mcp|-lsp)?\.js$/.test(url),
  sourceFilter: (path) => COUNTED.test(path),
});
await coverage.addFromDir(seen);
const results = await coverage.generate();
if (!results) throw new Error('There is nothing to report.');
report(results);
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
    alias: aliases,
    external: ['vscode', 'mocha', 'fast-check', 'playwright-core', 'ajv', '@vscode/test-electron'],
  });
  return file;
}

/** Of statements; a file without any has them all. @param {import('monocart-coverage-reports').CoverageFile} file */
function percent({ summary }) {
  const { pct } = summary.statements;
  return typeof pct === 'number' ? pct : 100;
}

/** @param {import('monocart-coverage-reports').CoverageResults} results */
function report({ summary, files }) {
  /** @param {import('monocart-coverage-reports').CoverageResults['summary']} of */
  const percents = (of) => KINDS.map((kind) => `${kind} ${of[kind].pct} %`).join(', ');
  console.log(`\n${percents(summary)}, in ${files.length} files.`);
  const low = files.filter((file) => percent(file) < Number(options.below));
  if (low.length > 0) console.log(`Below ${options.below} % of statements:`);
  for (const file of low.sort((a, b) => percent(a) - percent(b))) {
    const { statements, branches } = file.summary;
    console.log(
      `  ${file.sourcePath.padEnd(44)} statements ${statements.pct} %, branches ${branches.pct} %, ${statements.uncovered} not reached`,
    );
  }
  const reached = new Set(files.map(({ sourcePath }) => sourcePath));
  const unread = globSync('src', /\.ts$/).filter((path) => COUNTED.test(path) && !reached.has(path));
  console.log(`Types alone, or read by no test in Node: ${unread.join(', ')}`);
}
