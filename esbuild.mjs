// Builds everything that runs: the extension, the command line, and (with --tests) the tests.
import { build } from 'esbuild';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { globSync } from './scripts/files.mjs';

const require = createRequire(import.meta.url);
const production = !process.argv.includes('--dev');
const withTests = process.argv.includes('--tests');

// web-tree-sitter's ESM build calls createRequire(import.meta.url), which a CommonJS bundle leaves undefined.
const alias = { 'web-tree-sitter': require.resolve('web-tree-sitter') };

const common = {
  bundle: true,
  alias,
  sourcemap: production ? false : 'linked',
  minify: production,
  logLevel: 'warning',
  target: 'es2022',
};

/** The MCP server is a file of its own, with the SDK in it: the other commands start without it. */
const mcpApart = {
  name: 'mcp-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^\.\/mcp$/ }, () => ({ path: './modal-cost-mcp.js', external: true })),
};

await rm('dist', { recursive: true, force: true });
await mkdir('dist', { recursive: true });
await Promise.all([
  // One bundle for every host: the Node branches of web-tree-sitter's loader are never taken, since it is given bytes.
  build({
    ...common,
    platform: 'browser',
    format: 'cjs',
    entryPoints: ['src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode', 'fs', 'fs/promises', 'path', 'module', 'url'],
  }),
  build({
    ...common,
    platform: 'browser',
    format: 'iife',
    entryPoints: { panel: 'src/webview/main.ts' },
    outdir: 'dist',
  }),
  build({
    ...common,
    platform: 'node',
    format: 'cjs',
    entryPoints: ['src/cli/main.ts'],
    outfile: 'dist/modal-cost.js',
    banner: { js: '#!/usr/bin/env node' },
    plugins: [mcpApart],
  }),
  build({
    ...common,
    platform: 'node',
    format: 'cjs',
    entryPoints: ['src/cli/mcp.ts'],
    outfile: 'dist/modal-cost-mcp.js',
  }),
  copyFile(require.resolve('web-tree-sitter/web-tree-sitter.wasm'), 'dist/web-tree-sitter.wasm'),
  copyFile(require.resolve('tree-sitter-python/tree-sitter-python.wasm'), 'dist/tree-sitter-python.wasm'),
]);

if (withTests) {
  await rm('out', { recursive: true, force: true });
  await build({
    ...common,
    // The test hosts are ES modules that ask where they are, which a CommonJS bundle does not know.
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    minify: false,
    sourcemap: 'inline',
    platform: 'node',
    format: 'cjs',
    entryPoints: globSync('test', /^(?!test[\\/](fixtures|web)[\\/]).*(?<!\.d)\.ts$/),
    outdir: 'out/test',
    outbase: 'test',
    outExtension: { '.js': '.cjs' },
    external: ['vscode', 'mocha', 'fast-check', 'playwright-core', 'ajv', '@vscode/test-electron'],
  });
  // The suite of the web-worker host, which has neither Node nor files: an extension of its own, to run in the same worker.
  await mkdir('out/test/web', { recursive: true });
  await copyFile('test/web/package.json', 'out/test/web/package.json');
  await build({
    ...common,
    minify: false,
    sourcemap: 'inline',
    platform: 'browser',
    format: 'cjs',
    entryPoints: ['test/web/index.ts'],
    outfile: 'out/test/web/index.js',
    alias: { ...alias, 'node:assert': './test/web/assert.ts' },
    external: ['vscode', 'node:fs'],
    define: { 'process.env.MODAL_COST_GREP': JSON.stringify(process.env.MODAL_COST_GREP ?? '') },
  });
}
