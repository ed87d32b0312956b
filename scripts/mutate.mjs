// npm run mutate: changes src/core in small wrong ways, one at a time, and looks whether the tests notice.
//   npm run mutate -- --each 60            so many mutants of each area; the default
//   npm run mutate -- --minutes 15         at most so long
//   npm run mutate -- --only core/cost     just the files with such names
//   npm run mutate -- --seed 7             other ones
//   npm run mutate -- --suites unit,golden    without the tests of properties, which take the longest
//   npm run mutate -- --seconds 60         at most so many seconds of tests for each mutant, the shortest of them; 20 by default
//   npm run mutate -- --loading            also what is worked out while the tests load, such as tables: each takes all tests
// A mutant is killed when a test fails, an error is thrown or a test does not end; it survives when the tests that reach it
// pass, and where none reaches it: with fewer tests than there are, the score is a lower bound. All tests are in one bundle
// with all mutants.
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
    seconds: { type: 'string', default: '20' },
    loading: { type: 'boolean', default: false },
  },
});
const AREAS = ['core/cost', 'core/pricing', 'core/modal', 'core/python', 'core/review', 'core/edits'];
const SUITES = options.suites.split(',');
/** Tests are taken not to end where they take so much longer than without a mutant: the machine may be busier by then. */
const LONGER = { times: 10, andSeconds: 30 };
/** How often it is tried whether the same tests pass with no mutant on: if not, nothing said here is true. */
const CONTROL = 20;
const end = Date.now() + 60_000 * Number(options.minutes);

/**
 * @typedef {import('./mutants.mjs').Mutant} Mutant
 * @typedef {import('node:child_process').ChildProcess} Child
 * @typedef {{ dry?: true, all?: true, id?: number, tests?: readonly string[] }} Task
 * @typedef {{ failed?: boolean, failures: number, reached: [number, string[]][], took: [string, number][], whileLoading: number[] }} Answer
 */

/** @type {Mutant[]} */
const mutants = [];
const bundle = join('out', 'mutate', 'tests.cjs');
await buildAll();
console.log(`${mutants.length} mutants are possible.`);
const { covered, took, loaded } = await dryRun();
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
  const answer = await inChild({ dry: true }, (end - Date.now()) / 1_000);
  if (!answer) throw new Error('The tests do not end without any mutant');
  const { failures, reached, took, whileLoading } = answer;
  if (failures > 0) throw new Error(`${failures} tests fail without any mutant`);
  return { covered: new Map(reached), took: new Map(took), loaded: new Set(whileLoading) };
}

/** The shortest of some tests, for as many seconds as each mutant has: at least one. @param {readonly string[]} titles */
function shortest(titles) {
  const sorted = titles.toSorted((a, b) => secondsOf([a]) - secondsOf([b]));
  let seconds = 0;
  const count = sorted.findIndex((title) => (seconds += secondsOf([title])) > Number(options.seconds));
  return count < 0 ? sorted : sorted.slice(0, Math.max(1, count));
}

/** What tests took without a mutant. @param {Iterable<string>} titles */
function secondsOf(titles) {
  let ms = 0;
  for (const title of titles) ms += took.get(title) ?? 0;
  return ms / 1_000;
}

/** @param {Iterable<string>} titles */
function mostSeconds(titles) {
  return LONGER.times * secondsOf(titles) + LONGER.andSeconds;
}

/** @param {readonly Mutant[]} all */
async function judge(all) {
  /** @type {Child | undefined} */
  let child;
  for (const [i, mutant] of all.entries()) {
    if (Date.now() > end) break;
    const reaching = covered.get(mutant.id) ?? [];
    const tests = shortest(reaching);
    mutant.tests = `${tests.length} of ${reaching.length} tests`;
    if (loaded.has(mutant.id)) mutant.verdict = await alone(mutant);
    else if (tests.length === 0) mutant.verdict = 'not reached';
    else {
      child ??= startChild({});
      mutant.verdict = verdictOf(await ask(child, { id: mutant.id, tests }, mostSeconds(tests)));
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
  const answer = await ask(child, { id: 0, tests }, mostSeconds(tests));
  if (answer?.failed !== false) throw new Error(`Tests fail with no mutant on: ${tests.join('; ')}`);
}

/** What is worked out while the tests load needs a load of its own, and all tests. @param {Mutant} mutant */
async function alone({ id }) {
  return verdictOf(await inChild({ id, all: true }, mostSeconds(took.keys())));
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
      console.log(`  ${file}:${line}  ${original}  →  ${mutated}  (${verdict}, ${tests})`);
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
