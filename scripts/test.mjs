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
import { startTally } from './tally.mjs';

/** @typedef {import('./tally.mjs').Log} Log */

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
const versions = options.vscode.split(',');
/** @param {string} suite */
const isWanted = (suite) => !only || only.includes(suite);

/** The suites in Node that take longest, in this order: the short ones fill what is left at the end. */
const LONGEST_FIRST = ['property', 'unit', 'cli', 'fuzz', 'packaging', 'cpython', 'golden', 'model'];

/** Suites that run in VS Code and not in plain Node. */
const inVsCode = new Set(['integration', 'workspace', 'everywhere', 'vsix', 'web']);

/** @param {string[]} paths */
const here = (...paths) => paths.map((path) => join(root, path));
/** Most figures in these suites are the review's; what is about the default book chooses that. */
const settings = { 'modalCost.priceBook': 'review-2026-05' };
/** The window that each suite in VS Code opens.
 * @type {Record<string, { folder: string | string[], settings: Record<string, unknown>, untrusted?: boolean }>} */
const windows = {
  integration: { folder: join(root, 'examples'), settings },
  workspace: { folder: here('examples', 'test/workspace/team'), settings },
  everywhere: {
    folder: here('test/fixtures/folders/serving', 'test/fixtures/folders/training'),
    settings,
    untrusted: true,
  },
};

const tally = startTally({ live: only?.length === 1 });
const temporary = temporaryFolder('package');
const vsix = join(temporary.path, 'modal-cost-lens.vsix');

// First, since it builds into the folder that the other suites read.
if (isWanted('vsix') || isWanted('web')) await tally.record('package', 'package', packageIt);
console.log('Building …');
await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], {
  what: 'the build',
  stdio: 'inherit',
}).then(runSuites, (/** @type {unknown} */ error) => tally.fail('build', error));
process.exit(tally.finish(options.only ?? '') ? 0 : 1);

/**
 * In rows beside each other: a window waits more than it works, so each version of VS Code has a row of its own, and so has
 * `ui`, which opens windows, too. One more row takes the other suites, and each row that has ended takes what is left.
 */
async function runSuites() {
  const inNode = nodeSuites();
  const rows = [...(await windowRows()), nodeJobs(inNode.filter((suite) => suite === 'ui')), []];
  const open = nodeJobs(inNode.filter((suite) => suite !== 'ui').sort((a, b) => rank(a) - rank(b)));
  await Promise.all(
    rows.map(async (jobs) => {
      for (const job of jobs) await job();
      for (let job = open.shift(); job; job = open.shift()) await job();
    }),
  );
}

/** @param {string} suite */
function rank(suite) {
  const found = LONGEST_FIRST.indexOf(suite);
  return found < 0 ? LONGEST_FIRST.length : found;
}

/** The folders that hold tests for Node. */
function nodeSuites() {
  return readdirSync('out/test').filter((name) => !inVsCode.has(name) && testFiles(name).length > 0);
}

/** @param {string} suite */
function testFiles(suite) {
  const folder = join('out/test', suite);
  return existsSync(folder) ? globSync(folder, /\.test\.cjs$/) : [];
}

/** @param {string[]} suites */
function nodeJobs(suites) {
  return suites
    .filter(isWanted)
    .map(
      (suite) => () =>
        tally.record(suite, `${suite} (Node ${process.versions.node})`, (log) => runInNode(suite, log)),
    );
}

/** @param {string} suite @param {Log} log */
async function runInNode(suite, log) {
  const output = suiteLog(suite, log);
  try {
    const mocha = start(
      process.execPath,
      [
        'node_modules/mocha/bin/mocha.js',
        ...['--reporter', 'test/host/reporter.cjs'],
        // For one that hangs: no test is measured by it.
        ...['--timeout', '1200000'],
        // A test that leaves a handle open should not hang the run.
        '--exit',
        ...(options.grep ? ['--grep', options.grep] : []),
        ...testFiles(suite),
      ],
      { env: { ...process.env, ...output.env }, onLine: log },
    );
    return output.results(await mocha.ended);
  } finally {
    output.remove();
  }
}

/** For each version: the suites in their windows, then the package. That is in the server host also where there is a
 * desktop, since installing into that would touch the user's. */
async function windowRows() {
  const suites = Object.keys(windows).filter(isWanted);
  const host = suites.length > 0 ? await chooseHost() : undefined;
  const { runSuite } = await import('../test/host/serverHost.mjs');
  return versions.map((version) => {
    const inWindows = suites.map(
      (suite) => () =>
        tally.record(suite, `${suite} (VS Code ${host?.label(version)})`, async (log) =>
          /** @type {NonNullable<typeof host>} */ (host).runSuite({ version, suite, ...windows[suite], log }),
        ),
    );
    const installed = () => {
      const title = `vsix (the package, installed in VS Code ${pinned(version).vscode})`;
      const folder = join(root, 'test/vsix');
      return tally.record('vsix', title, (log) =>
        runSuite({ version, suite: 'vsix', extension: driver, vsix, folder, settings, log }),
      );
    };
    const inWorker = () => {
      const title = `web (the package, in the web-worker host of VS Code ${pinned(version).vscode})`;
      const tests = join(webTests, 'index.js');
      return tally.record('web', title, (log) =>
        runSuite({ version, suite: 'web', web: true, extension: webTests, tests, vsix, settings, log }),
      );
    };
    return [
      ...inWindows,
      ...(isWanted('vsix') ? [installed] : []),
      ...(isWanted('web') && version === versions[0] ? [inWorker] : []),
    ];
  });
}

/** Counts as tests: the package can be made, vsce has nothing to say against it, and what is in it is not too large.
 * @param {Log} log */
async function packageIt(log) {
  const output = await run(process.execPath, ['scripts/package.mjs', vsix], { what: 'packaging' });
  if (output.includes('WARNING')) throw new Error(`vsce warns:\n${output}`);
  log(`  ✓ packages without a warning`);
  const sizes = [
    { what: 'the VSIX', path: vsix, most: 690 },
    { what: 'the panel’s bundle', path: 'dist/panel.js', most: 200 },
  ].map(({ what, path, most }) => {
    const kb = Math.ceil(statSync(path).size / 1024);
    const line = `  ${kb <= most ? '✓' : '✗'} ${what}: ${kb} KB of ${most} KB`;
    log(line);
    return { line, isKept: kb <= most };
  });
  const failures = sizes.filter(({ isKept }) => !isKept).map(({ line }) => line);
  return { passed: 1 + sizes.length - failures.length, failures };
}
