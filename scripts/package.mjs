// npm run package: the VSIX, built for production. An argument names another file to write.
import { readFile, writeFile } from 'node:fs/promises';
import { createVSIX } from '@vscode/vsce';
import { root } from '../test/host/paths.mjs';
import { recompress } from './recompress.mjs';

process.chdir(root);
const packagePath = process.argv[2] ?? 'modal-cost-lens.vsix';
// The bundles hold every dependency already.
await createVSIX({ packagePath, dependencies: false });
const vsix = await recompress(await readFile(packagePath));
await writeFile(packagePath, vsix);
console.log(`${packagePath}: ${Math.ceil(vsix.byteLength / 1024)} KB`);
