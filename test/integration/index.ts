// Runs inside VS Code's extension host: the mocha tests that lie beside it (or in the folder that MODAL_COST_SUITE names).
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

export async function run(): Promise<void> {
  // Imported when it runs: mocha is an ES module, which the oldest VS Code's Node cannot require().
  const { default: Mocha } = await import('mocha');
  const suite = process.env.MODAL_COST_SUITE ?? 'integration';
  const folder = join(__dirname, '..', suite);
  console.log(`Suite ${suite}`);
  const mocha = new Mocha({
    ui: 'bdd',
    // For one that hangs: no test is measured by it.
    timeout: 1_200_000,
    reporter: join(__dirname, '../../../test/host/reporter.cjs'),
    ...(process.env.MODAL_COST_GREP ? { grep: process.env.MODAL_COST_GREP } : {}),
  });
  const files = readdirSync(folder).filter((name) => name.endsWith('.test.cjs'));
  files.sort().forEach((name) => mocha.addFile(join(folder, name)));
  const failed = await new Promise<number>((resolve) => mocha.run(resolve));
  if (failed > 0) throw new Error(`${failed} failed`);
}
