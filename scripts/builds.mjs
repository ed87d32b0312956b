// What the product is made of: the options of each bundle for esbuild, and the files that are copied beside them.
import { createRequire } from 'node:module';
import { basename } from 'node:path';

const require = createRequire(import.meta.url);

/** The files of packages whose own choice does not survive bundling. */
export const aliases = {
  // Its ESM build calls createRequire(import.meta.url), which a CommonJS bundle leaves undefined.
  'web-tree-sitter': require.resolve('web-tree-sitter'),
  // Its main file loads the others by a `require` of its own, which no bundler sees.
  'jsonc-parser': require.resolve('jsonc-parser/lib/esm/main.js'),
};

/** @param {boolean} production */
export function commonOptions(production) {
  return /** @satisfies {import('esbuild').BuildOptions} */ ({
    bundle: true,
    alias: aliases,
    sourcemap: production ? false : 'linked',
    minify: production,
    logLevel: 'warning',
    // They stand in full in THIRD-PARTY-NOTICES.txt, which is part of each package.
    legalComments: 'none',
    target: 'es2022',
  });
}

/**
 * Files of their own: the program behind its start, which has it compiled from a cache, and the MCP and language
 * servers with their libraries in them, without which the other commands start.
 * @type {import('esbuild').Plugin}
 */
const apart = {
  name: 'apart',
  setup: (plugin) =>
    plugin.onResolve({ filter: /^\.\/(main|mcp|lsp)$/ }, ({ path, kind }) =>
      kind === 'entry-point' ? undefined : { path: `./modal-cost-${basename(path)}.js`, external: true },
    ),
};

/** @param {boolean} production @returns {import('esbuild').BuildOptions[]} */
export function productBuilds(production) {
  const common = commonOptions(production);
  return [
    // One bundle for every host: the Node branches of web-tree-sitter's loader are never taken, since it is given bytes.
    {
      ...common,
      platform: 'browser',
      format: 'cjs',
      entryPoints: ['src/extension.ts'],
      outfile: 'dist/extension.js',
      external: ['vscode', 'fs', 'fs/promises', 'path', 'module', 'url'],
    },
    {
      ...common,
      platform: 'browser',
      format: 'iife',
      entryPoints: { panel: 'src/webview/main.tsx' },
      outdir: 'dist',
      alias: { ...aliases, 'd3-interpolate': './src/webview/chart/interpolateNumber.ts' },
    },
    {
      ...common,
      platform: 'node',
      format: 'cjs',
      entryPoints: {
        'modal-cost-main': 'src/cli/main.ts',
        'modal-cost-mcp': 'src/cli/mcp.ts',
        'modal-cost-lsp': 'src/cli/lsp.ts',
      },
      outdir: 'dist',
      plugins: [apart],
      // A script from the cache has `require` only.
      supported: { 'dynamic-import': false },
    },
    {
      ...common,
      platform: 'node',
      format: 'cjs',
      entryPoints: ['src/cli/start.ts'],
      outfile: 'dist/modal-cost.js',
      banner: { js: '#!/usr/bin/env node' },
      plugins: [apart],
    },
  ];
}

/** Files of packages that the product needs as they are, copied into dist/. */
export const copiedFiles = [
  'web-tree-sitter/web-tree-sitter.wasm',
  'tree-sitter-python/tree-sitter-python.wasm',
].map((file) => require.resolve(file));

/** Programs of tests that are run by scripts, each with all that it needs. @param {string[]} entryPoints @param {string} outdir @returns {import('esbuild').BuildOptions} */
export function partBuild(entryPoints, outdir) {
  return {
    entryPoints,
    outdir,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'es2022',
    external: ['vscode', 'playwright-core'],
    define: { 'import.meta.url': 'importMetaUrl' },
    banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    alias: aliases,
    logLevel: 'warning',
  };
}
