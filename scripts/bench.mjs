// npm run bench: what the extension takes, next to its budgets. Prints a table; nothing fails for being slow.
//   npm run bench -- --no-host       without a VS Code and a browser
//   npm run bench -- --only panel,core   just these parts: core, workspace, host, index, turns, panel, size
//   npm run bench -- --hosts 9       in so many fresh VS Codes (the default is 5)
//   npm run bench -- --json FILE     also writes every sample, to compare two runs
//   npm run bench -- --files 1000 --modal 30    a smaller workspace
//   npm run bench -- --growth        only how the command line grows with what it reads, and the chart of docs/performance.md;
//                                    with --files 1000 up to so many files (the default is 100,000)
import { build } from 'esbuild';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { driver, root } from '../test/host/paths.mjs';
import { run, temporaryFolder } from '../test/host/processes.mjs';
import { partBuild } from './builds.mjs';
import { growthChart } from './growthChart.mjs';

/**
 * @typedef {import('../test/bench/measure').Row} Row
 * @typedef {import('../test/bench/host').HostRun} HostRun
 */

process.chdir(root);
const { values: options } = parseArgs({
  options: {
    'no-host': { type: 'boolean', default: false },
    only: { type: 'string' },
    hosts: { type: 'string', default: '5' },
    growth: { type: 'boolean', default: false },
    files: { type: 'string' },
    modal: { type: 'string', default: '300' },
    json: { type: 'string' },
  },
});

const temporary = temporaryFolder('bench');
const vsix = join(temporary.path, 'modal-cost-lens.vsix');
/** Where the parts are: below the packages that they use. */
const parts = join(root, 'out', 'bench');
/** Where each part puts what it measured. */
const results = join(temporary.path, 'results.json');
/** @type {Row[]} */
const rows = [];

const [files, modal] = [options.files ?? '10000', options.modal];

console.log('Building …');
await run(process.execPath, ['scripts/package.mjs', vsix], { what: 'packaging' });
await buildParts();
console.log('Measuring …');
if (options.growth) {
  await growth(options.files ?? '100000');
  process.exit(0);
}
/** @type {Readonly<Record<string, () => readonly Row[] | Promise<readonly Row[]>>>} */
const PARTS = {
  core: () => part('core'),
  workspace: () => part('workspace', join(temporary.path, 'workspace'), files, modal),
  host: () => hostRows(Number(options.hosts)),
  index: indexRows,
  turns: async () => {
    await inHost('turns');
    return rowsOf(results);
  },
  panel: () => part('panel'),
  size: sizes,
};
const HOSTED = ['host', 'index', 'turns', 'panel'];
const wanted =
  options.only?.split(',') ??
  Object.keys(PARTS).filter((name) => !(options['no-host'] && HOSTED.includes(name)));
for (const name of wanted) {
  const measure = PARTS[name];
  if (!measure) throw new Error(`there is no part ${name}: ${Object.keys(PARTS).join(', ')}`);
  rows.push(...(await measure()));
}
if (options.json) writeFileSync(options.json, JSON.stringify(rows, null, 1));
print(rows);
process.exit(0);

/** The parts that measure, each a program of its own, with the parser's files beside them. */
async function buildParts() {
  const names = ['core', 'cold', 'workspace', 'growth', 'host', 'index', 'turns', 'panel'];
  await build(
    partBuild(
      names.map((name) => `test/bench/${name}.ts`),
      parts,
    ),
  );
  for (const name of ['web-tree-sitter', 'tree-sitter-python'])
    copyFileSync(`dist/${name}.wasm`, join(parts, `${name}.wasm`));
}

/** The rows that one of the programs reports. @param {string} name @param {...string} args */
async function part(name, ...args) {
  const env = { ...process.env, MODAL_COST_BENCH: results };
  await run(process.execPath, [join(parts, `${name}.cjs`), ...args], { what: name, env });
  return rowsOf(results);
}

/** What the command line takes for more and more, as a table and as the chart. @param {string} most files */
async function growth(most) {
  const env = { ...process.env, MODAL_COST_BENCH: results };
  await run(process.execPath, [join(parts, 'growth.cjs'), join(temporary.path, 'growth'), most], {
    what: 'growth',
    env,
  });
  /** @type {import('../test/bench/growth').GrowthPoint[]} */
  const points = JSON.parse(readFileSync(results, 'utf8'));
  if (options.json) writeFileSync(options.json, JSON.stringify(points, null, 1));
  writeFileSync('docs/pictures/growth.svg', growthChart(points));
  for (const { over, size, program, ms, mb } of points)
    console.log(
      `| ${size.toLocaleString('en')} ${over} | ${program} | ${figure(ms)} ms | ${figure(mb)} MB |`,
    );
}

/** @param {string} file @returns {Row[]} */
function rowsOf(file) {
  /** @type {Row[]} */
  const rows = JSON.parse(readFileSync(file, 'utf8'));
  return rows;
}

/**
 * The packaged extension in a real VS Code, a fresh one each time, so that the first of everything is one.
 * @param {number} count @returns {Promise<Row[]>}
 */
async function hostRows(count) {
  /** @type {HostRun[]} */
  const runs = [];
  let version = '';
  for (let i = 0; i < count; i++) {
    ({ version } = await inHost('host'));
    /** @type {HostRun} */
    const run = JSON.parse(readFileSync(results, 'utf8'));
    runs.push(run);
  }
  /** @param {string} what @param {(run: HostRun) => number | number[]} pick @param {Pick<Row, 'anchor' | 'budget'>} [more] @returns {Row} */
  const row = (what, pick, more = {}) => ({ what, samples: runs.flatMap(pick), unit: 'ms', ...more });
  /** @param {(run: HostRun) => number | number[]} pick */
  const nothing = (pick) => ({ what: 'a file without Modal', value: median(runs.flatMap(pick)) });
  /** @param {number} lines @param {'own' | 'all'} part @returns {(run: HostRun) => number[]} */
  const typed = (lines, part) => (each) => (each.keystrokes[lines] ?? []).map((asked) => asked[part]);
  return [
    row(`VS Code ${version}: activate()`, (each) => each.activate, { budget: { most: 20, of: 'median' } }),
    row('  loading its code, before that', (each) => each.load),
    row('  as VS Code reports it: load code', (each) => each.reported.load),
    row('  as VS Code reports it: call activate', (each) => each.reported.call),
    row('  as VS Code reports it: finish activate', (each) => each.reported.finish),
    row('first lens after opening 1,000 lines, cold', (each) => each.first.own, {
      budget: { most: 150, of: 'median' },
    }),
    row('  with VS Code’s own part', (each) => each.first.all, {
      anchor: nothing((each) => each.nothing.all),
    }),
    ...[
      { lines: 1000, most: 5 },
      { lines: 6000, most: 12 },
    ].flatMap(({ lines, most }) => [
      row(`keystroke to lenses, ${lines / 1000},000 lines`, typed(lines, 'own'), {
        budget: { most, of: 'p95' },
      }),
      row('  with VS Code’s own part', typed(lines, 'all'), { anchor: nothing(typed(0, 'all')) }),
    ]),
  ];
}

/** The workspace index, in a VS Code of its own. */
async function indexRows() {
  await inHost('index', { MODAL_COST_FILES: files, MODAL_COST_MODAL: modal });
  return rowsOf(results);
}

/** @param {string} name @param {Record<string, string>} [env] */
async function inHost(name, env = {}) {
  const { runSuite } = await import('../test/host/serverHost.mjs');
  const folder = join(temporary.path, 'folder');
  mkdirSync(folder, { recursive: true });
  return runSuite({
    suite: 'bench',
    tests: join(parts, `${name}.cjs`),
    extension: driver,
    vsix,
    folder,
    env: { MODAL_COST_BENCH: results, ...env },
  });
}

/** What is shipped, in KB as people count a download. @returns {Row[]} */
function sizes() {
  /** @param {number} bytes */
  const kb = (bytes) => Math.round(bytes / 102.4) / 10;
  /** @param {string} path @returns {Row[]} */
  const file = (path) => {
    const content = readFileSync(path);
    return [
      { what: path, samples: [kb(content.length)], unit: 'KB' },
      { what: '  compressed', samples: [kb(gzipSync(content).length)], unit: 'KB' },
    ];
  };
  return [
    ...readdirSync('dist')
      .filter((name) => !name.startsWith('modal-cost'))
      .flatMap((name) => file(`dist/${name}`)),
    { what: 'the VSIX', samples: [kb(statSync(vsix).size)], unit: 'KB', budget: { most: 690, of: 'median' } },
  ];
}

/** @param {readonly Row[]} rows */
function print(rows) {
  const heading = ['what', 'median', 'p95', 'ratio', 'to', 'budget', 'met'];
  const lines = rows.map(({ what, samples, unit, anchor, budget }) => {
    const middle = median(samples);
    const judged = quantile(samples, budget?.of === 'p95' ? 0.95 : 0.5);
    return [
      what,
      `${figure(middle)} ${unit}`,
      samples.length > 1 ? figure(quantile(samples, 0.95)) : '',
      anchor ? figure(middle / anchor.value) : '',
      anchor?.what ?? '',
      budget ? `${budget.of === 'p95' ? 'p95 ' : ''}${budget.most} ${unit}` : '',
      budget ? (judged <= budget.most ? 'yes' : 'NO') : '',
    ];
  });
  const right = new Set([1, 2, 3]);
  const widths = heading.map((_, i) => Math.max(...[heading, ...lines].map((line) => line[i]?.length ?? 0)));
  /** @param {string} cell @param {number} i */
  const padded = (cell, i) => (right.has(i) ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0));
  /** @param {readonly string[]} line */
  const show = (line) => console.log(`| ${line.map(padded).join(' | ')} |`);
  const [load = NaN] = loadavg();
  const busy = load.toFixed(1);
  console.log(
    `\nNode ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? process.arch}, load average ${busy}\n`,
  );
  show(heading);
  show(widths.map((width, i) => (right.has(i) ? '-'.repeat(width - 1) + ':' : '-'.repeat(width))));
  lines.forEach(show);
  const missed = lines.filter((line) => line.at(-1) === 'NO').length;
  console.log(`\n${missed === 0 ? 'Every budget is met.' : `${missed} budgets are not met.`}`);
}

/** @param {number} value */
function figure(value) {
  if (value === 0) return '0';
  const digits = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return value >= 1000 ? Math.round(value).toLocaleString('en') : value.toFixed(Math.min(3, digits));
}

/** @param {readonly number[]} samples */
function median(samples) {
  return quantile(samples, 0.5);
}

/** @param {readonly number[]} samples @param {number} share of them, from 0 to 1 */
function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
