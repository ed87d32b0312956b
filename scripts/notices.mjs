// npm run notices: THIRD-PARTY-NOTICES.txt, from what the bundles really hold.
//   npm run notices -- --check     says whether the file is as it should be, and changes nothing
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { build } from 'esbuild';
import { root } from '../test/host/paths.mjs';
import { copiedFiles, productBuilds } from './builds.mjs';

const file = 'THIRD-PARTY-NOTICES.txt';

process.chdir(root);
const text = noticesText(await bundledPackages());
if (!process.argv.includes('--check')) writeFileSync(file, text);
else if (readFileSync(file, 'utf8') !== text) {
  console.error(`${file} is not what the bundles hold: npm run notices`);
  process.exit(1);
}

/** The folders of the packages that something of is in a bundle, or beside it. */
async function bundledPackages() {
  const results = await Promise.all(
    productBuilds(true).map((options) => build({ ...options, write: false, metafile: true })),
  );
  const inputs = results.flatMap(({ metafile }) =>
    // What is read and then left out of the output is not in the product.
    Object.values(metafile.outputs).flatMap(({ inputs }) =>
      Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
    ),
  );
  const files = [...inputs, ...copiedFiles.map((path) => relative(root, path))];
  return [
    ...new Set(
      files.flatMap(
        (path) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(path.replaceAll('\\', '/'))?.[1] ?? [],
      ),
    ),
  ];
}

/** @param {readonly string[]} folders */
function noticesText(folders) {
  const packages = folders
    .map(read)
    .sort((a, b) => a.name.localeCompare(b.name, 'en') || a.version.localeCompare(b.version));
  const rule = '-'.repeat(80);
  return (
    [
      'Parts of the following packages are in the extension or in the command line of Modal Cost Lens.',
      packages.map(({ name, version, license }) => `${name} ${version} (${license})`).join('\n'),
      ...packages.map(
        ({ name, version, license, text }) => `${rule}\n${name} ${version}, ${license}\n${rule}\n\n${text}`,
      ),
    ].join('\n\n') + '\n'
  );
}

/** The license of a package. @param {string} folder */
function read(folder) {
  /** @type {Record<string, string | undefined>} */
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const [licenseFile] = readdirSync(folder)
    .filter((each) => /^licen[cs]e(-mit)?(\.(md|txt))?$/i.test(each))
    .sort();
  if (!name || !version || !license || !licenseFile) throw new Error(`${folder} does not say its license`);
  const text = readFileSync(join(folder, licenseFile), 'utf8').replaceAll('\r\n', '\n').trim();
  return { name, version, license, text };
}
