// npm run fuzz: the properties of test/fuzz for longer, with another seed each time.
//   npm run fuzz -- --seconds 600     for each property; the default is 60
//   npm run fuzz -- --seed 123        the inputs of an earlier run
//   npm run fuzz -- --grep "edits"    just the properties with such names
//   npm run fuzz -- --cpython 5000    in place of them so many generated programs, compared with CPython
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../test/host/paths.mjs';
import { run, start, temporaryFolder } from '../test/host/processes.mjs';
import { globSync } from './files.mjs';

process.chdir(root);
const { values: options } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    grep: { type: 'string' },
    cpython: { type: 'string' },
  },
});

await run(process.execPath, ['esbuild.mjs', '--dev', '--tests'], { what: 'the build' });
const folder = temporaryFolder('fuzz');
const input = join(folder.path, 'input.txt');
console.log(
  `Seed ${options.seed}, ${options.cpython ? `${options.cpython} programs` : `${options.seconds} s for each property`}`,
);
const mocha = start(
  process.execPath,
  [
    'node_modules/mocha/bin/mocha.js',
    ...['--reporter', 'spec', '--exit'],
    ...(options.grep ? ['--grep', options.grep] : []),
    ...(options.cpython
      ? ['--timeout', '0', 'out/test/cpython/generated.test.cjs']
      : globSync('out/test/fuzz', /\.test\.cjs$/)),
  ],
  {
    env: {
      ...process.env,
      MODAL_COST_FUZZ_SECONDS: options.seconds,
      MODAL_COST_FUZZ_SEED: options.seed,
      MODAL_COST_FUZZ_INPUT: input,
      ...(options.cpython && {
        MODAL_COST_CPYTHON_COUNT: options.cpython,
        MODAL_COST_CPYTHON_SEED: options.seed,
      }),
    },
    stdio: 'inherit',
  },
);
process.exitCode = await Promise.race([mocha.ended, hangs()]);
await mocha.stop();
folder.remove();

/** A run that never ends cannot stop itself: once its input has been the same for a minute, it is shown. */
async function hangs() {
  let last = '';
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 60_000).unref());
    const now = current();
    if (now !== '' && now === last) {
      console.error(`Hangs (seed ${options.seed}) on:\n${now}`);
      return 1;
    }
    last = now;
  }
}

function current() {
  try {
    return readFileSync(input, 'utf8');
  } catch {
    return '';
  }
}
