// npm run example:bill: the sample billing report of the examples, as `modal billing report --show-resources --json` prints one.
// Nobody's bill: what lived on each day of October 2026 is made up below, and costs what the price book says.
//   npm run example:bill -- --check     says whether the file is what is made here, and changes nothing
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from '../test/host/paths.mjs';

/**
 * What one container of an app uses, and how many live on average on a day.
 * @typedef {object} Deployment
 * @property {string} app
 * @property {string} [environment] `main` if it is not given
 * @property {string} [gpu]
 * @property {number} cores
 * @property {number} gib of memory
 * @property {(day: number) => number} alive containers on a day of October, from 1
 * @property {(day: number) => string} [id] what tells deployments apart; one if it is not given
 */

const FILE = join(root, 'examples/billing/report-2026-10.json');
const DAYS = 31;
const DAY_SECONDS = 86_400;

/**
 * The part of a price book that is needed here.
 * @type {{ gpus: Record<string, { active: { value: number } }>, cpu: { value: number }, memory: { value: number } }}
 */
const book = /** @type {never} */ (
  JSON.parse(readFileSync(join(root, 'src/core/pricing/books/modal-list-2026-10.json'), 'utf8'))
);

/** @param {number} day */
const isWeekend = (day) => [3, 4, 10, 11, 17, 18, 24, 25, 31].includes(day);

/** @type {readonly Deployment[]} */
const DEPLOYMENTS = [
  // Two warm containers, and a third one at work on most days: about what its usage comes to.
  {
    app: 'llama-serving',
    gpu: 'H100',
    cores: 0.6,
    gib: 6,
    alive: (day) => 2 + (isWeekend(day) ? 0.35 : 0.75) * near(1, 0.1),
  },
  // The same app in another environment: its warm pool was up for three days.
  {
    app: 'llama-serving',
    environment: 'dev',
    gpu: 'H100',
    cores: 0.4,
    gib: 6,
    alive: (day) => ([6, 7, 8].includes(day) ? 2 : 0),
  },
  // More traffic than its comment says: a campaign from the 14th on, when it was stopped and deployed anew.
  {
    app: 'sdxl-endpoint',
    gpu: 'A100-80GB',
    cores: 0.5,
    gib: 4,
    alive: (day) => 1 + (day < 14 ? 0.2 : 2.3) * near(1, 0.2),
    id: (day) => (day < 14 ? 'ap-Sdxl1' : 'ap-Sdxl2'),
  },
  // A forgotten copy: nobody calls it.
  { app: 'embeddings-staging', gpu: 'H100', cores: 0.125, gib: 0.125, alive: () => 1 },
  // Less traffic at night than the comment takes for granted.
  {
    app: 'sustained-inference',
    gpu: 'H100',
    cores: 0.8,
    gib: 8,
    alive: (day) => 1 + (isWeekend(day) ? 0.7 : 1.1) * near(1, 0.08),
  },
  { app: 'transcription', gpu: 'L40S', cores: 1, gib: 3, alive: () => near(1.3, 0.15) },
  { app: 'nightly-batch', cores: 2.4, gib: 5, alive: () => near(0.4, 0.1) },
  // In no code of the examples.
  { app: 'gradio-demo', gpu: 'A10', cores: 0.2, gib: 1, alive: () => 1 },
];

/** Volumes: US dollars per day. @type {readonly (readonly [name: string, cost: number])[]} */
const VOLUMES = [
  ['data-lake', 4.1],
  ['llama-weights', 0.42],
];

let seed = 18;
const rows = Array.from({ length: DAYS }, (_, i) => [
  ...DEPLOYMENTS.flatMap((each) => rowsOf(each, i + 1)),
  ...VOLUMES.map(([name, cost]) => row(`vo-${title(name)}`, name, 'main', i + 1, 'Volume', cost)),
]).flat();
const text = `[\n${rows.map((each) => JSON.stringify(each)).join(',\n')}\n]\n`;

if (!process.argv.includes('--check')) {
  mkdirSync(dirname(FILE), { recursive: true });
  writeFileSync(FILE, text);
} else if (readFileSync(FILE, 'utf8') !== text) {
  console.error('examples/billing is not what is made from the price book: npm run example:bill');
  process.exitCode = 1;
}

/** @param {Deployment} deployment @param {number} day */
function rowsOf({ app, environment = 'main', gpu, cores, gib, alive, id }, day) {
  const seconds = alive(day) * DAY_SECONDS;
  if (seconds === 0) return [];
  const object = id?.(day) ?? `ap-${title(app)}${environment === 'main' ? '' : title(environment)}`;
  /** @type {readonly (readonly [resource: string, rate: number])[]} */
  const parts = [
    ...(gpu ? [/** @type {const} */ ([gpu, rateOf(gpu)])] : []),
    ['CPU', book.cpu.value * cores],
    ['Memory', book.memory.value * gib],
  ];
  return parts.map(([resource, rate]) => row(object, app, environment, day, resource, seconds * rate));
}

/** US dollars per GPU-second. @param {string} gpu */
function rateOf(gpu) {
  const found = book.gpus[gpu];
  if (!found) throw new Error(`${gpu} is not in the price book`);
  return found.active.value;
}

/**
 * @param {string} object @param {string} description @param {string} environment
 * @param {number} day @param {string} resource @param {number} cost
 */
function row(object, description, environment, day, resource, cost) {
  const start = `2026-10-${String(day).padStart(2, '0')}T00:00:00`;
  return {
    object_id: object,
    description,
    environment,
    interval_start: start,
    resource,
    cost: cost.toFixed(8),
  };
}

/** @param {string} name */
function title(name) {
  return name.replace(/(?:^|-)(.)/g, (_, letter) => String(letter).toUpperCase());
}

/** A figure that is off by at most a share of it, another one each time; the same ones in each run (mulberry32). @param {number} value @param {number} share */
function near(value, share) {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return value * (1 + share * (((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1));
}
