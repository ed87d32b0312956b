import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import { Commands, SETTING_DEFAULTS } from '../../src/host/contributions';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly {
      readonly command: string;
      readonly title: string;
      readonly category: string;
    }[];
    readonly configuration: {
      readonly properties: Record<
        string,
        { readonly default: unknown; readonly markdownDescription: string }
      >;
    };
    readonly languageModelTools?: readonly { readonly name: string }[];
  };
}

describe('what package.json declares', () => {
  const extension = vscode.extensions.getExtension('modal-cost-lens.modal-cost-lens');
  const manifest = extension?.packageJSON as Manifest;

  it('are the commands that are registered', async () => {
    await extension?.activate();
    const declared = manifest.contributes.commands.map(({ command }) => command).sort();
    const registered = (await vscode.commands.getCommands(true))
      .filter((id) => /^modalCost\.\w+$/.test(id))
      .sort();
    assert.deepEqual(registered, declared);
    assert.deepEqual(Object.values<string>(Commands).sort(), declared);
    for (const { category, title } of manifest.contributes.commands) {
      assert.equal(category, 'Modal Cost');
      assert.doesNotMatch(title, /^%/);
    }
  });

  it('are the settings that are read, with the same defaults', () => {
    const { properties } = manifest.contributes.configuration;
    const read = Object.entries(SETTING_DEFAULTS).map(([key, value]: [string, unknown]) => [
      `modalCost.${key}`,
      value,
    ]);
    assert.deepEqual(
      Object.entries(properties)
        .map(([key, each]) => [key, each.default])
        .sort(),
      read.sort(),
    );
    for (const { markdownDescription } of Object.values(properties))
      assert.doesNotMatch(markdownDescription, /^%/);
  });

  it('are the tools that a language model may call', async () => {
    for (const { name } of manifest.contributes.languageModelTools ?? []) {
      const options = { input: {}, toolInvocationToken: undefined };
      const refusal = await vscode.lm.invokeTool(name, options).then(() => '', String);
      // A tool may refuse an empty input; VS Code's own words are for one that nobody registered.
      assert.doesNotMatch(refusal, /does not have an implementation|not found/, name);
    }
  });
});
