// npm run verify:model: the traffic model against the simulator, and the product's event simulation against a blind one in
// Python, where there is a python3; the tables of both in docs/model-proof.md.
//   npm run verify:model                  simulates every point again, about five minutes
//   npm run verify:model -- --stored      takes the results that are kept
// MODAL_COST_TRACES may name a folder with traces (CSV): the one pass over each is compared with the event simulation too.
//   npm run verify:model -- --measure     simulates the points besides test/model's for the first time, and keeps them
import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { format, resolveConfig } from 'prettier';
import { loadBundle } from './loadBundle.mjs';

process.chdir(join(dirname(fileURLToPath(import.meta.url)), '..'));
const { values: options } = parseArgs({
  options: { stored: { type: 'boolean', default: false }, measure: { type: 'boolean', default: false } },
});

/** @param {string} line */
const progress = (line) => {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${line}`);
};

const { verify, measured } = /** @type {typeof import('../test/verify/main')} */ (
  await loadBundle({ entryPoints: ['test/verify/main.ts'] })
);
if (options.measure) await write('test/verify/simulated.json', measured(progress));
else {
  const folder = process.env.MODAL_COST_TRACES;
  const { markdown, failures, summary, blind, traces } = verify(
    options.stored ? 'stored' : 'again',
    progress,
    folder,
  );
  progress('');
  if (blind) await write('test/verify/blind.json', blind);
  await write('docs/model-proof.md', markdown);
  console.log(markdown.split('\n## ')[1]?.replace(/^.*\n/, ''));
  for (const line of traces) console.log(line);
  for (const failure of failures) console.log(`✗ ${failure}`);
  console.log(`${summary} docs/model-proof.md has the table.`);
  process.exitCode = failures.length > 0 ? 1 : 0;
}

/** @param {string} file @param {string} text */
async function write(file, text) {
  const config = await resolveConfig(file);
  writeFileSync(file, await format(text, { ...config, filepath: file }));
}
