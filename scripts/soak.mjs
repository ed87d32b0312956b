// npm run soak: random edits, saves, branches and settings in a real VS Code, and whether memory and listeners stay flat.
//   npm run soak -- --minutes 10      the default is an hour
//   npm run soak -- --seed 7          other acts
//   npm run soak -- --json FILE       also writes every sample
import { build } from 'esbuild';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { driver, root } from '../test/host/paths.mjs';
import { run, temporaryFolder } from '../test/host/processes.mjs';
import { runSuite } from '../test/host/serverHost.mjs';
import { partBuild } from './builds.mjs';

/** @typedef {import('../test/soak/verdict').Soak} Soak */

process.chdir(root);
const { values: options } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    json: { type: 'string' },
  },
});
/** For the start of VS Code, and an act that waits. */
const MORE_MS = 900_000;

const temporary = temporaryFolder('soak');
const vsix = join(temporary.path, 'modal-cost-lens.vsix');
const folder = temporaryFolder('soaked');
const results = join(temporary.path, 'results.json');
const parts = join(root, 'out', 'soak');

console.log('Building …');
await run(process.execPath, ['scripts/package.mjs', vsix], { what: 'packaging' });
await build(partBuild(['test/soak/soak.ts', 'test/soak/verdict.ts'], parts));
console.log(`Acting for ${options.minutes} minutes, seed ${options.seed} …`);
const { version } = await runSuite({
  suite: 'soak',
  tests: join(parts, 'soak.cjs'),
  extension: driver,
  vsix,
  folder: folder.path,
  // As VS Code has it in a browser. With nothing saved by itself, closing a window's editors would ask what to do.
  settings: { 'files.autoSave': 'afterDelay' },
  timeout: 60_000 * Number(options.minutes) + MORE_MS,
  env: {
    MODAL_COST_SOAK: results,
    MODAL_COST_SOAK_MINUTES: options.minutes,
    MODAL_COST_SOAK_SEED: options.seed,
  },
});
/** @type {Soak} */
const soak = JSON.parse(readFileSync(results, 'utf8'));
if (options.json) writeFileSync(options.json, JSON.stringify(soak, null, 1));
folder.remove();
temporary.remove();
process.exit((await report(soak, version)) ? 0 : 1);

/** Prints the figures. @param {Soak} soak @param {string} version @returns {Promise<boolean>} whether all are flat */
async function report({ samples, acts, failures }, version) {
  /** @type {typeof import('../test/soak/verdict')} */
  const { trends } = await import(join(parts, 'verdict.cjs'));
  const count = Object.values(acts).reduce((sum, each) => sum + each, 0);
  console.log(`\nVS Code ${version}, ${count} acts in ${samples.at(-1)?.seconds} s:`);
  for (const [name, times] of Object.entries(acts)) console.log(`  ${times} × ${name}`);
  for (const failure of new Set(failures)) console.log(`  not done: ${failure}`);
  console.log('\n| what | second fifth | last fifth | flat |\n| --- | --: | --: | --- |');
  const all = trends(samples);
  for (const { what, early, late, isFlat } of all)
    console.log(`| ${what} | ${early.toFixed(1)} | ${late.toFixed(1)} | ${isFlat ? 'yes' : 'NO'} |`);
  return all.every(({ isFlat }) => isFlat);
}
