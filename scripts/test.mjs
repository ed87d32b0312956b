// npm test: builds, then every suite, and one line of counts at the end.
//   npm test -- --only unit,integration     just these suites
//   npm test -- --vscode newest             VS Code suites on this version only
//   npm test -- --grep "budget"             just the tests with such names
//   npm test -- --only ui --grep "opened anew" --windows 100    opens so many windows, one after the other
// MODAL_COST_TEST_HOST=desktop|server says which VS Code to test in; otherwise it is found out.
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseHost } from '../test/host/choose.mjs';
import { driver, root, webTests } from '../test/host/paths.mjs';
import { pinned } from '../test/host/pins.mjs';
import { run, start, temporaryFolder } from '../test/host/processes.mjs';
import { suiteLog } from '../test/host/suiteLog.mjs';
import { globSync } from './files.mjs';

process.chdir(root);
const { values: options } = parseArgs({
  options: {
    only: { type: 'string' },
    vscode: { type: 'string', default: 'newest,oldest' },
    grep: { type: 'string' },
    windows: { type: 'string' },
  },
});
if (options.grep) process.env.MODAL_COST_GREP = options.grep;
if (options.windows) process.env.MODAL_COST_WINDOWS = options.windows;
process.env.MODAL_COST_VSCODE = options.vscode;
const only = options.only?.split(',');
const isWanted = (suite) => !only || only.includes(suite);

/** Suites that run in VS Code and not in plain Node. */
const inVsCode = new Set(['integration', 'workspace', 'everywhere', 'vsix', 'web']);

const here = (...paths) => paths.map((path) => join(root, path));
/** The window that each suite in VS Code opens. */
const windows = {
  integration: { folder: join(root, 'examples') },
  workspace: { folder: here('examples', 'test/workspace/team') },
  everywhere: {
    folder: here('test/fixtures/folders/serving', 'test/fixtures/folders/training'),
    untrusted: true,
  },
};

const total = { passed: 0, failures: [] };

console.log('Building …');
await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], {
  what: 'the build',
  stdio: 'inherit',
}).then(runSuites, (error) => fail('build', error));
// Named again at the end, where someone who reads a long log, or only its last lines, finds them.
for (const failure of total.failures) console.log(`\n${failure}`);
console.log(`${total.passed} passed, ${total.failures.length} failed`);
process.exit(total.failures.length > 0 ? 1 : 0);

async function runSuites() {
  for (const suite of nodeSuites().filter(isWanted)) {
    await record(suite, `${suite} (Node ${process.versions.node})`, () => runInNode(suite));
  }
  for (const suite of Object.keys(windows)) if (isWanted(suite)) await runInWindow(suite);
  if (isWanted('vsix') || isWanted('web')) await runPackage();
  if (total.passed + total.failures.length === 0)
    fail('npm test', new Error(`there is no suite ${options.only}`));
}

/** The folders that hold tests, the slow one last. */
function nodeSuites() {
  return readdirSync('out/test')
    .filter((name) => !inVsCode.has(name) && testFiles(name).length > 0)
    .sort((a, b) => Number(a === 'ui') - Number(b === 'ui') || a.localeCompare(b));
}

function testFiles(suite) {
  const folder = join('out/test', suite);
  return existsSync(folder) ? globSync(folder, /\.test\.cjs$/) : [];
}

async function runInNode(suite) {
  const output = suiteLog(suite, console.log);
  try {
    const mocha = start(
      process.execPath,
      [
        'node_modules/mocha/bin/mocha.js',
        ...['--reporter', 'test/host/reporter.cjs'],
        ...['--timeout', suite === 'ui' ? '120000' : '20000'],
        // A test that leaves a handle open should not hang the run.
        '--exit',
        ...(options.grep ? ['--grep', options.grep] : []),
        ...testFiles(suite),
      ],
      { env: { ...process.env, ...output.env }, stdio: 'inherit' },
    );
    return output.results(await mocha.ended);
  } finally {
    output.remove();
  }
}

/** Runs a suite in its window, in each version. */
async function runInWindow(suite) {
  const host = await chooseHost();
  for (const version of options.vscode.split(',')) {
    await record(suite, `${suite} (VS Code ${host.label(version)})`, () =>
      host.runSuite({ version, suite, ...windows[suite] }),
    );
  }
}

/** The package, in the server host also where there is a desktop: installing into that would touch the user's. */
async function runPackage() {
  const { runSuite } = await import('../test/host/serverHost.mjs');
  const folder = temporaryFolder('package');
  const vsix = join(folder.path, 'modal-cost-lens.vsix');
  await record('package', 'package', () => packageTo(vsix));
  const versions = options.vscode.split(',');
  for (const version of isWanted('vsix') ? versions : []) {
    await record('vsix', `vsix (the package, installed in VS Code ${pinned(version).vscode})`, () =>
      runSuite({ version, suite: 'vsix', extension: driver, vsix, folder: join(root, 'test/vsix') }),
    );
  }
  if (isWanted('web')) {
    const [version] = versions;
    const title = `web (the package, in the web-worker host of VS Code ${pinned(version).vscode})`;
    await record('web', title, () =>
      runSuite({
        version,
        suite: 'web',
        web: true,
        extension: webTests,
        tests: join(webTests, 'index.js'),
        vsix,
      }),
    );
  }
  folder.remove();
}

/** Counts as tests: the package can be made, vsce has nothing to say against it, and what is in it is not too large. */
async function packageTo(file) {
  const output = await run(process.execPath, ['scripts/package.mjs', file], { what: 'packaging' });
  if (/WARNING/.test(output)) throw new Error(`vsce warns:\n${output}`);
  console.log(`  ✓ packages without a warning`);
  const sizes = [
    { what: 'the VSIX', path: file, most: 450 },
    { what: 'the panel’s bundle', path: 'dist/panel.js', most: 200 },
  ].map(({ what, path, most }) => {
    const kb = Math.ceil(statSync(path).size / 1024);
    const line = `  ${kb <= most ? '✓' : '✗'} ${what}: ${kb} KB of ${most} KB`;
    console.log(line);
    return { line, isKept: kb <= most };
  });
  const failures = sizes.filter(({ isKept }) => !isKept).map(({ line }) => line);
  return { passed: 1 + sizes.length - failures.length, failures };
}

/** Runs a suite and counts; one that cannot run is a failure of its own. */
async function record(suite, title, runIt) {
  console.log(`\n=== ${title}`);
  const began = Date.now();
  try {
    const { passed, failures } = await runIt();
    const seconds = Math.round((Date.now() - began) / 1000);
    total.passed += passed;
    total.failures.push(...failures.map((failure) => `${title}\n${failure}`));
    console.log(`--- ${suite}: ${passed} passed, ${failures.length} failed, ${seconds} s`);
  } catch (error) {
    fail(suite, error);
  }
}

function fail(suite, error) {
  const failure = `--- ${suite} could not run: ${error.message}`;
  total.failures.push(failure);
  console.log(failure);
}
