import { strict as assert } from 'node:assert';
import { readFileSync } from 'node:fs';
import { HELP } from '../../src/cli/options';
import { PARAMETER_NAMES } from '../../src/core/modal/parameters';
import { INPUT_SCHEMA, TOOLS } from '../../src/core/tools/toolDefinitions';
import { USAGE_FIELDS } from '../../src/core/modal/usageFields';

describe('the pages of docs/', () => {
  const commandLine = readFileSync('docs/command-line.md', 'utf8');
  const declarations = readFileSync('docs/declarations.md', 'utf8');

  it('name every command, option and exit status of the help', () => {
    const named = [
      ...[...HELP.matchAll(/^ {2}(modal-cost \w+)/gm)].map(([, command]) => command!),
      ...[...HELP.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option!),
      ...[...HELP.split('Exit status:')[1]!.matchAll(/\b(\d+) [a-z]/g)].map(([, status]) => `| ${status!} `),
    ];
    assert.ok(named.length > 9, named.join(' '));
    for (const each of named) assert.ok(commandLine.includes(each), each);
  });

  it('name every tool for agents, and all that it takes', () => {
    const agents = readFileSync('docs/agents.md', 'utf8');
    for (const name of [...TOOLS.map((tool) => tool.name), ...Object.keys(INPUT_SCHEMA.properties)])
      assert.ok(agents.includes(`\`${name}\``), name);
  });

  it('name every key of a usage, and every parameter', () => {
    for (const { name } of USAGE_FIELDS) assert.ok(commandLine.includes(`\`${name}\``), name);
    for (const name of PARAMETER_NAMES) assert.ok(declarations.includes(`\`${name}\``), name);
  });
});
