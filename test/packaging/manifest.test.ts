import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import manifest from '../../package.json';
import strings from '../../package.nls.json';

const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
const string = (key: string): string => (strings as Record<string, string>)[key.replaceAll('%', '')]!;

describe('the walkthrough', () => {
  const [walkthrough] = manifest.contributes.walkthroughs;

  it('has six steps, each with a picture or a page, words for it, and a command that completes it', () => {
    assert.equal(walkthrough?.steps.length, 6);
    for (const { title, description, media, completionEvents } of walkthrough.steps) {
      for (const key of [title, description]) assert.ok(string(key), key);
      if ('svg' in media) assert.ok(string(media.altText!), media.svg);
      assert.ok(statSync(media.svg ?? media.markdown).size < 8_000);
      assert.ok(completionEvents.length > 0);
      const commands = completionEvents.map((event) => event.replace(/^onCommand:/, ''));
      const linked = [...string(description).matchAll(/\]\(command:([\w.]+)\)/g)].map(
        ([, command]) => command!,
      );
      assert.deepEqual(linked, commands);
      for (const command of commands) assert.ok(declared.has(command), command);
    }
  });

  it('shows what the extension says: `npm run walkthrough` draws it', function () {
    this.timeout(300_000);
    const { status, stderr } = spawnSync(process.execPath, ['scripts/walkthrough.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
  });

  it('has pictures that VS Code’s policy lets through, in its own colors alone', () => {
    const pictures = walkthrough!.steps.flatMap(({ media }) => media.svg ?? []);
    assert.equal(pictures.length, 4);
    for (const picture of pictures) {
      const svg = readFileSync(picture, 'utf8');
      assert.doesNotMatch(svg, /<style|style=|class=|<script|href=|#[0-9a-f]{3,8}\b/i);
      assert.match(svg, /fill="var\(--vscode-/);
    }
  });
});

describe('the skill for agents', () => {
  const { path } = manifest.contributes.chatSkills[0]!;
  const text = readFileSync(path, 'utf8');

  it('has the name of its folder, as VS Code wants it, and says when to use it', () => {
    const [, name, description] = /^---\nname: (\S+)\ndescription: (.+)\n---\n/.exec(text) ?? [];
    assert.equal(name, path.split('/').at(-2));
    assert.match(name!, /^[a-z0-9-]{1,64}$/);
    assert.ok(description!.length <= 1_024);
  });

  it('names every tool of the chat, and none that is not there', () => {
    const named = new Set(text.match(/modalCost_\w+/g));
    assert.deepEqual(
      [...named].sort(),
      manifest.contributes.languageModelTools.map(({ name }) => name).sort(),
    );
  });
});

describe('the listing', () => {
  it('says whose it is and where to go, and has an icon of at least 128 × 128', () => {
    for (const key of ['homepage', 'qna', 'license', 'publisher'] as const) assert.ok(manifest[key]);
    assert.ok(manifest.bugs.url);
    const icon = readFileSync(manifest.icon);
    assert.equal(icon.toString('latin1', 1, 4), 'PNG');
    assert.ok(icon.readUInt32BE(16) >= 128 && icon.readUInt32BE(20) >= 128);
    assert.ok(manifest.keywords.length <= 30 && new Set(manifest.keywords).size === manifest.keywords.length);
  });

  it('says in the README what people ask first', () => {
    const readme = readFileSync('README.md', 'utf8');
    assert.match(readme, /Not affiliated with Modal Labs/);
    assert.match(readme, /No telemetry/);
    assert.match(readme, /^## Privacy$/m);
    assert.match(readme, /^## Limits$/m);
  });
});
