// npm run mutate: changes src/core in small wrong ways, one at a time, and looks whether the tests notice.
//   npm run mutate -- --each 60            so many mutants of each area; the default
//   npm run mutate -- --minutes 15         at most so long
//   npm run mutate -- --only core/cost     just the files with such names
//   npm run mutate -- --seed 7             other ones
//   npm run mutate -- --suites unit,golden    without the tests of properties, which take the longest
//   npm run mutate -- --loading            also what is worked out while the tests load, such as tables: each takes all tests
// A mutant is killed when a test fails, an error is thrown or a test does not end; it survives when all tests that reach it
// pass; where none reaches it, it counts as surviving. All tests are in one bundle with all mutants.
import { build } from 'esbuild';
import { fork } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { aliases } from './builds.mjs';
import { globSync } from './files.mjs';
import { withMutants } from './mutants.mjs';

process.chdir(root);
const { values: options } = parseArgs({
  options: {
    each: { type: 'string', default: '60' },
    minutes: { type: 'string', default: '15' },
    only: { type: 'string', default: '' },
    seed: { type: 'string', default: '1' },
    suites: { type: 'string', default: 'unit,golden,property' },
    loading: { type: 'boolean', default: false },
  },
});
const AREAS = ['core/cost', 'core/pricing', 'core/modal', 'core/python', 'core/review', 'core/edits'];
const SUITES = options.suites.split(',');
/** Tests that take longer than this together are taken not to end; on a busy machine, three times what all of them took. */
let testSeconds = 150;
/** How often it is tried whether the same tests pass with no mutant on: if not, nothing said here is true. */
const CONTROL = 20;
const end = Date.now() + 60_000 * Number(options.minutes);

/**
 * @typedef {import('./mutants.mjs').Mutant} Mutant
 * @typedef {import('node:child_process').ChildProcess} Child
 * @typedef {{ dry?: true, all?: true, id?: number, tests?: readonly string[] }} Task
 * @typedef {{ failed?: boolean, failures: number, reached: [number, string[]][], whileLoading: number[] }} Answer
 */

/** @type {Mutant[]} */
const mutants = [];
const bundle = join('out', 'mutate', 'tests.cjs');
await buildAll();
console.log(`${mutants.length} mutants are possible.`);
const { covered, loaded } = await dryRun();
console.log(`${loaded.size} of them are reached while the tests load${options.loading ? '' : ': left out'}.`);
const possible = mutants.filter(({ id }) => options.loading || !loaded.has(id));
const chosen = inTurn(
  AREAS.map((area) => sample(possible.filter(({ file }) => file.includes(`src/${area}/`)))),
);
await judge(chosen);
report(chosen);

/** One bundle of all tests, in which every mutant can be switched on. */
async function buildAll() {
  const tests = SUITES.flatMap((suite) => globSync(join('test', suite), /\.test\.ts$/));
  await build({
    stdin: {
      contents: tests.map((test) => `import './${test}';`).join('\n'),
      resolveDir: root,
      loader: 'ts',
    },
    outfile: bundle,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'es2022',
    logLevel: 'error',
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    alias: aliases,
    external: ['vscode', 'mocha', 'fast-check', 'playwright-core', 'ajv', '@vscode/test-electron'],
    plugins: [
      { name: 'mutants', setup: (built) => built.onLoad({ filter: /src[\\/]core[\\/].*\.ts$/ }, mutated) },
    ],
  });
}

/** @param {import('esbuild').OnLoadArgs} args @returns {import('esbuild').OnLoadResult} */
function mutated({ path }) {
  const file = relative(root, path).replaceAll('\\', '/');
  const found = withMutants(readFileSync(path, 'utf8'), file, mutants.length + 1);
  mutants.push(...found.mutants);
  return { contents: found.text, loader: 'ts' };
}

/** All tests once, with none on: which tests reach which mutant, and which mutants are reached while the tests load. */
async function dryRun() {
  const start = Date.now();
  const answer = await inChild({ dry: true }, (end - start) / 1_000);
  testSeconds = Math.max(testSeconds, (3 * (Date.now() - start)) / 1_000);
  if (!answer) throw new Error('The tests do not end without any mutant');
  const { failures, reached, whileLoading } = answer;
  if (failures > 0) throw new Error(`${failures} tests fail without any mutant`);
  return { covered: new Map(reached), loaded: new Set(whileLoading) };
}

/** @param {readonly Mutant[]} all */
async function judge(all) {
  /** @type {Child | undefined} */
  let child;
  for (const [i, mutant] of all.entries()) {
    if (Date.now() > end) break;
    const tests = covered.get(mutant.id) ?? [];
    mutant.tests = tests.length;
    if (loaded.has(mutant.id)) mutant.verdict = await alone(mutant);
    else if (tests.length === 0) mutant.verdict = 'not reached';
    else {
      child ??= startChild({});
      mutant.verdict = verdictOf(await ask(child, { id: mutant.id, tests }, testSeconds));
      if (mutant.verdict === 'killed by no answer') {
        child.kill('SIGKILL');
        child = undefined;
      } else if (i % CONTROL === 0) await control(child, tests);
    }
    if (i % 20 === 19) console.log(`  ${i + 1} of ${all.length}: ${score(all.slice(0, i + 1))}`);
  }
  child?.kill('SIGKILL');
}

/** @param {Answer | undefined} answer */
function verdictOf(answer) {
  if (!answer) return 'killed by no answer';
  return answer.failed ? 'killed' : 'survived';
}

/** @param {Child} child @param {readonly string[]} tests */
async function control(child, tests) {
  const answer = await ask(child, { id: 0, tests }, testSeconds);
  if (answer?.failed !== false) throw new Error(`Tests fail with no mutant on: ${tests.join('; ')}`);
}

/** What is worked out while the tests load needs a load of its own, and all tests. @param {Mutant} mutant */
async function alone({ id }) {
  return verdictOf(await inChild({ id, all: true }, 2 * testSeconds));
}

/** @param {Task} task @param {number} seconds */
async function inChild(task, seconds) {
  const child = startChild(task.id ? { MODAL_COST_MUTANT: String(task.id) } : {});
  const answer = await ask(child, task, seconds);
  child.kill('SIGKILL');
  return answer;
}

/** @param {NodeJS.ProcessEnv} env */
function startChild(env) {
  return fork(join(root, 'scripts', 'mutateChild.cjs'), [join(root, bundle)], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
}

/**
 * The child's answer; undefined where it ends or takes too long.
 * @param {Child} child @param {Task} task @param {number} seconds @returns {Promise<Answer | undefined>}
 */
function ask(child, task, seconds) {
  return new Promise((resolve) => {
    /** @param {Answer | undefined} answer */
    const done = (answer) => {
      clearTimeout(timer);
      child.off('message', done);
      child.off('exit', gone);
      resolve(answer);
    };
    const gone = () => done(undefined);
    const timer = setTimeout(gone, 1_000 * seconds);
    child.on('message', done);
    child.on('exit', gone);
    child.send(task);
  });
}

/** The same ones for the same seed. @param {readonly Mutant[]} all */
function sample(all) {
  let state = Number(options.seed);
  const random = () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return all
    .filter(({ file }) => file.includes(options.only))
    .map((mutant) => ({ mutant, key: random() }))
    .sort((a, b) => a.key - b.key)
    .slice(0, Number(options.each))
    .map(({ mutant }) => mutant);
}

/** One of each area, then the next of each: where time is up, no area has gone without. @param {readonly Mutant[][]} areas */
function inTurn(areas) {
  const most = Math.max(...areas.map(({ length }) => length));
  return Array.from({ length: most }, (_, i) => areas.flatMap((area) => area.slice(i, i + 1))).flat();
}

/** @param {readonly Mutant[]} all */
function report(all) {
  const judged = all.filter(({ verdict }) => verdict);
  for (const area of AREAS) {
    const here = judged.filter(({ file }) => file.includes(`src/${area}/`));
    if (here.length > 0) console.log(`${area.padEnd(14)} ${score(here)}`);
  }
  console.log(`${'together'.padEnd(14)} ${score(judged)}`);
  if (judged.length < all.length) console.log(`Time was up: ${all.length - judged.length} not tried.`);
  for (const { file, line, original, mutated, verdict, tests } of judged)
    if (!isKilled(verdict))
      console.log(`  ${file}:${line}  ${original}  →  ${mutated}  (${verdict}, ${tests} tests)`);
}

/** @param {readonly Mutant[]} all */
function score(all) {
  const killed = all.filter(({ verdict }) => isKilled(verdict)).length;
  const silent = all.filter(({ verdict }) => verdict === 'killed by no answer').length;
  const share = ((100 * killed) / all.length).toFixed(1);
  return `${killed} of ${all.length} killed, ${share} %${silent > 0 ? ` (${silent} of them by no answer)` : ''}`;
}

/** @param {string | undefined} verdict */
function isKilled(verdict) {
  return verdict?.startsWith('killed') ?? false;
}
