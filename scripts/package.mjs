// npm run package: the VSIX, built for production. An argument names another file to write.
import { statSync } from 'node:fs';
import { createVSIX } from '@vscode/vsce';
import { root } from '../test/host/paths.mjs';

process.chdir(root);
const packagePath = process.argv[2] ?? 'modal-cost-lens.vsix';
// The bundles hold every dependency already.
await createVSIX({ packagePath, dependencies: false });
console.log(`${packagePath}: ${Math.ceil(statSync(packagePath).size / 1024)} KB`);
