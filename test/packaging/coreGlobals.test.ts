// Plants in the core what depends on when, where and by whom it runs, and sees ESLint and the core's own tsconfig refuse it.
import { strict as assert } from 'node:assert';
import { resolve } from 'node:path';
import { ESLint } from 'eslint';
import ts from 'typescript';

const PLANTED = 'src/core/cost/planted.ts';

const LINTED: Readonly<Record<string, string>> = {
  'a clock': 'export const now = new Date();',
  'the time': 'export const now = Date.now();',
  'a clock by way of the global object': 'export const now = new globalThis.Date();',
  'a stop watch': 'export const now = performance.now();',
  chance: 'export const dice = Math.random();',
  'chance by its name': 'const { random } = Math;\nexport const dice = random();',
  'randomness of the host': 'export const id = crypto.randomUUID();',
  'a timer': 'setTimeout(() => undefined, 1);',
  'a repeated timer': 'setInterval(() => undefined, 1);',
  'the process': 'export const home = process.env.HOME;',
  'a buffer': "export const bytes = Buffer.from('');",
  'the network': "export const page = fetch('https://modal.com');",
  'the console': "console.log('');",
  'a module by its name': "export const fs = require('fs');",
};

const TYPED: Readonly<Record<string, string>> = {
  'a type of the DOM': 'export type Planted = HTMLElement;',
  'a value of the DOM': 'export const planted = document.title;',
  'a type of Node': 'export type Planted = NodeJS.Timeout;',
  'a value of Node': 'export const planted = process.argv;',
  'a module of Node': "export { readFileSync } from 'node:fs';",
};

describe('the core’s lint', () => {
  const eslint = new ESLint({
    // These rules need no types, and the planted file is in no project.
    overrideConfig: { files: ['**/*.ts'], languageOptions: { parserOptions: { projectService: false } } },
    ruleFilter: ({ ruleId }) => ruleId.startsWith('no-restricted-'),
  });
  const messages = async (code: string): Promise<string[]> =>
    (await eslint.lintText(code, { filePath: PLANTED })).flatMap((result) =>
      result.messages.map(({ ruleId, message }) => ruleId ?? message),
    );

  for (const [what, code] of Object.entries(LINTED)) {
    it(`refuses ${what}`, async () => {
      assert.match((await messages(code)).join(), /^no-restricted-(globals|properties)/);
    });
  }

  it('has nothing against arithmetic', async () => {
    assert.deepEqual(await messages('export const area = Math.PI * 2 ** 2;'), []);
  });
});

describe('the core’s types', () => {
  for (const [what, code] of Object.entries(TYPED)) {
    it(`do not have ${what}`, () => {
      assert.match(errors(code).join(), /Cannot find (name|namespace|module)/);
    });
  }

  it('have the language and the coding of text', () => {
    assert.deepEqual(
      errors('export const size = new TextEncoder().encode([1].at(-1)!.toFixed()).length;'),
      [],
    );
  });
});

/** What `tsc -p src/core` says of a file there. */
function errors(code: string): string[] {
  const folder = resolve('src/core');
  const { config } = ts.readConfigFile(resolve(folder, 'tsconfig.json'), (name) => ts.sys.readFile(name)) as {
    config: object;
  };
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, folder);
  const planted = resolve(PLANTED);
  const disk = ts.createCompilerHost(options);
  const host: ts.CompilerHost = {
    ...disk,
    fileExists: (name) => resolve(name) === planted || disk.fileExists(name),
    getSourceFile: (name, version, ...more) =>
      resolve(name) === planted
        ? ts.createSourceFile(name, code, version)
        : disk.getSourceFile(name, version, ...more),
  };
  const declared = fileNames.filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram([planted, ...declared], options, host);
  return program
    .getSemanticDiagnostics(program.getSourceFile(planted))
    .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, '\n'));
}
