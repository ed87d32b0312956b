/** Names of files that a runner of CI would obey. */
import { strict as assert } from 'node:assert';
import { jsonWithoutCommands, printable, withoutCommands } from '../../src/cli/logCommands';
import { repository, type TestRepository } from './repository';

const MODAL = 'import modal\napp = modal.App()\n@app.function(gpu="H100", min_containers=1)\ndef f(): ...\n';
const NAMES = [
  '::error file=x::forged.py',
  '::set-output name=x::y.py',
  ' ::stop-commands::x.py',
  '##vso[task.setvariable variable=x]y.py',
  'a##[error]b.py',
  "###teamcity[message text='x'].py",
  'line\n::error::x.py',
  '\u001b[31mred\u202e.py',
];
const OBEYED = /^\s*::|##\w*\[/m;

describe('a log of CI', () => {
  let repo: TestRepository;
  before(() => {
    repo = repository({ 'app.py': MODAL });
    for (const name of NAMES) {
      repo.write(name, MODAL);
      repo.write(`bad ${name}`, Buffer.from([0xff]));
      repo.write(`${name.slice(0, -3)}/x.py`, MODAL);
    }
  });
  after(() => {
    repo.remove();
  });

  for (const command of ['scan', 'estimate', 'check', 'diff', 'comment'])
    for (const format of ['table', 'markdown', 'csv', 'json', 'sarif'])
      it(`has no command in what ${command} prints as ${format}, or says of it`, async () => {
        const { stdout, stderr } = await repo.run(
          command,
          ...(command === 'comment' ? [] : ['--format', format]),
        );
        for (const text of [stdout.replaceAll('\r\n', '\n'), stderr]) {
          assert.doesNotMatch(text, OBEYED);
          assert.doesNotMatch(text, /(?!\n)\p{Cc}/u);
        }
      });

  it('has none in a path or an option that is refused', async () => {
    for (const name of NAMES)
      for (const args of [
        ['scan', name.slice(1)],
        ['estimate', `--book=${name}`],
        [`--${name}`],
        [name],
        ['advise', name],
      ]) {
        const { status, stderr } = await repo.run(...args);
        assert.equal(status, 2);
        assert.doesNotMatch(stderr, OBEYED);
        assert.doesNotMatch(stderr, /(?!\n)\p{C}/u);
      }
  });

  it('says the same in JSON', () => {
    const json = JSON.stringify(NAMES);
    assert.deepEqual(JSON.parse(jsonWithoutCommands(json)), NAMES);
    assert.doesNotMatch(jsonWithoutCommands(json), /##\w*\[/);
  });

  it('has everything else as it is', () => {
    const text = 'app.py:3  ## Costs\n::\n  a::b # [x] C::d\n';
    assert.equal(withoutCommands(text), text.replace('\n::', "\n'::"));
    assert.equal(printable('a\tb\nc\u001b[0m\u200b'), 'ab\nc[0m');
  });
});
