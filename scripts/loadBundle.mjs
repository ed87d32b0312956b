// TypeScript of this repository, for scripts: bundled and loaded.
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commonOptions } from './builds.mjs';

/**
 * What the given entry point, or the contents of `stdin`, exports.
 * @param {Pick<import('esbuild').BuildOptions, 'entryPoints' | 'stdin'>} entry @returns {Promise<unknown>}
 */
export async function loadBundle(entry) {
  const folder = mkdtempSync(join(tmpdir(), 'modal-cost-lens-script-'));
  try {
    const outfile = join(folder, 'bundle.cjs');
    await build({
      ...commonOptions(false),
      sourcemap: false,
      ...entry,
      outfile,
      platform: 'node',
      format: 'cjs',
    });
    /** @type {unknown} */
    const exported = createRequire(import.meta.url)(outfile);
    return exported;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
