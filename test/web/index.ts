// Runs inside VS Code's web-worker extension host, bundled into one file: a worker has no folder to look for tests in.
import Reporter from '../host/reporter.cjs';

/** What must work without Node: the same tests as on the other hosts, and what is true of this one alone. */
const suites = [
  () => import('./worker.test'),
  () => import('../integration/lens.test'),
  () => import('../integration/hover.test'),
  () => import('../integration/imports.test'),
  () => import('../integration/priceBook.test'),
  () => import('../integration/usage.test'),
  () => import('../integration/whatIf.test'),
  () => import('../integration/panel.test'),
  () => import('../integration/trace.test'),
];

export async function run(): Promise<void> {
  console.log('Suite web');
  // Imported when it runs: mocha's build for browsers takes `module.exports` for its own where there is one.
  await import('mocha/mocha.js');
  const grep = process.env.MODAL_COST_GREP;
  mocha.setup({ ui: 'bdd', timeout: 1_200_000, reporter: Reporter, ...(grep ? { grep } : {}) });
  for (const load of suites) await load();
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} failed`);
}
