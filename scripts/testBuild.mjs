// The tests, built for Node and for the extension host. What several of them import is in a file of its own, once: a suite
// loads and compiles it once, and the build writes a hundredth of what a bundle for each test would take.
import { build, transform } from 'esbuild';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { aliases } from './builds.mjs';
import { globSync } from './files.mjs';

const target = 'es2022';

/** Builds each file of `test/` into `out/test/`, under its own name. */
export async function buildTests() {
  // esbuild shares files between entry points only in ES modules, and the extension host takes only CommonJS.
  const { outputFiles } = await build({
    entryPoints: globSync('test', /^(?!test[\\/](fixtures|web)[\\/]).*(?<!\.d)\.ts$/),
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.cjs' },
    chunkNames: 'shared/[name]-[hash]',
    bundle: true,
    splitting: true,
    write: false,
    platform: 'node',
    format: 'esm',
    target,
    alias: aliases,
    logLevel: 'warning',
    sourcemap: 'inline',
    sourcesContent: false,
    external: [
      'vscode',
      'mocha',
      'fast-check',
      'playwright-core',
      'ajv',
      '@vscode/test-electron',
      'eslint',
      'typescript',
    ],
  });
  await Promise.all(outputFiles.map(({ path, text }) => writeAsCommonJs(path, text)));
}

/** @param {string} path @param {string} text */
async function writeAsCommonJs(path, text) {
  const { code } = await transform(text, {
    format: 'cjs',
    platform: 'node',
    target,
    sourcefile: path,
    sourcemap: 'inline',
    sourcesContent: false,
    // The test hosts are ES modules that ask where they are, which CommonJS does not know.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;",
  });
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, code);
}
