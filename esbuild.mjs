// Builds everything that runs: the extension, the command line, and (with --tests) the tests.
import { build } from 'esbuild';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { commonOptions, copiedFiles, productBuilds } from './scripts/builds.mjs';
import { editorSchema } from './scripts/editorSchema.mjs';
import { buildTests } from './scripts/testBuild.mjs';

const production = !process.argv.includes('--dev');
const withTests = process.argv.includes('--tests');

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await Promise.all([
  ...productBuilds(production).map((options) => build(options)),
  ...copiedFiles.map((file) => copyFile(file, join('dist', basename(file)))),
  writeFile(
    'dist/modal-cost.schema.json',
    JSON.stringify(editorSchema(JSON.parse(await readFile('schemas/modal-cost.schema.json', 'utf8')))),
  ),
]);

if (withTests) {
  await rm('out', { recursive: true, force: true });
  await buildTests();
  // The suite of the web-worker host, which has neither Node nor files: an extension of its own, to run in the same worker.
  await mkdir('out/test/web', { recursive: true });
  await copyFile('test/web/package.json', 'out/test/web/package.json');
  await build({
    ...commonOptions(production),
    minify: false,
    sourcemap: 'inline',
    platform: 'browser',
    format: 'cjs',
    entryPoints: ['test/web/index.ts'],
    outfile: 'out/test/web/index.js',
    alias: { ...commonOptions(production).alias, 'node:assert': './test/web/assert.ts' },
    external: ['vscode', 'node:fs'],
    define: { 'process.env.MODAL_COST_GREP': JSON.stringify(process.env.MODAL_COST_GREP ?? '') },
  });
}
