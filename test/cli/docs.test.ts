import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { helpText } from '../../src/cli/help';
import { PARAMETER_NAMES } from '../../src/core/modal/parameters';
import { BOOK_INPUTS, BOOK_TOOLS } from '../../src/core/tools/bookTools';
import { CHAT_REVIEW_INPUTS, REVIEW_INPUTS, REVIEW_TOOLS } from '../../src/core/tools/reviewTools';
import { INPUT_SCHEMA, TOOLS } from '../../src/core/tools/toolDefinitions';
import { USAGE_FIELDS } from '../../src/core/modal/usageFields';
import { modalCost } from './run';

describe('the pages of docs/', () => {
  const commandLine = readFileSync('docs/command-line.md', 'utf8');
  const declarations = readFileSync('docs/declarations.md', 'utf8');

  it('name every command, option and exit status of the help', () => {
    const help = helpText(null);
    const named = [
      ...[...help.matchAll(/^ {2}(modal-cost \w+)/gm)].map(([, command]) => command!),
      ...[...help.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option!),
      ...[...help.split('Exit status:')[1]!.matchAll(/\b(\d+) [a-z]/g)].map(([, status]) => `| ${status!} `),
    ];
    assert.ok(named.length > 9, named.join(' '));
    for (const each of named) assert.ok(commandLine.includes(each), each);
  });

  it('are what the help leads to, and so is that of one command, with its own options alone', async () => {
    for (const args of [
      ['check', '--help'],
      ['help', 'check'],
    ]) {
      const { status, stdout } = await modalCost(args);
      assert.equal(status, 0);
      const options = [...stdout.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, option]) => option!);
      for (const option of ['--format', '--env', '--fail-above', '--base'])
        assert.ok(options.includes(option), option);
      for (const option of ['--max-increase', '--trace', '--platform'])
        assert.ok(!options.includes(option), option);
      assert.match(stdout, /table \(default\), json, markdown, csv or sarif/);
      assert.ok(existsSync(/blob\/main\/(\S+)/.exec(stdout)![1]!));
      for (const line of stdout.split('\n')) assert.ok(line.length <= 118, line);
    }
  });

  it('name every tool for agents, and all that it takes', () => {
    const agents = readFileSync('docs/agents.md', 'utf8');
    const inputs = [
      INPUT_SCHEMA,
      ...Object.values({ ...BOOK_INPUTS, ...REVIEW_INPUTS, ...CHAT_REVIEW_INPUTS }),
    ];
    const properties = inputs.flatMap((each) => Object.keys(each.properties));
    const tools = [...TOOLS, ...BOOK_TOOLS, ...REVIEW_TOOLS].map((tool) => tool.name);
    for (const name of [...tools, ...properties]) assert.ok(agents.includes(`\`${name}\``), name);
  });

  it('name every key of a usage, and every parameter', () => {
    for (const { name } of USAGE_FIELDS) assert.ok(commandLine.includes(`\`${name}\``), name);
    for (const name of PARAMETER_NAMES) assert.ok(declarations.includes(`\`${name}\``), name);
  });
});
