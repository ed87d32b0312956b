import { strict as assert } from 'node:assert';
import type { Assessment } from '../../../../src/core/cost/assess';
import { FolderData } from '../../../../src/core/review/team/folderData';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { assessText } from '../findings/support';

const TEXT = `import modal
one = modal.App()
two = modal.App()
@one.function()
def a(): ...
@one.function()
def b(): ...
@two.function()
def c(): ...
`;
const { team } = parseTeamFile(
  `{ "version": 1, "priceBook": "modal-list-2026-10", "data": {
    "workspace": { "volume_gb": 5000 },
    "apps": { "*.py::one": { "volume_gb": 5000 }, "*.py::three": { "volume_gb": 1 } } } }`,
);

describe('the data of a folder', () => {
  let all: readonly Assessment[];
  before(async () => {
    all = await assessText(TEXT, 'app.py', team);
  });
  const dataOf = (isWhole = true): FolderData => new FolderData(all, team, all[0]!.estimate.context, isWhole);

  it('is that of the workspace and of the apps that it has', () => {
    const { sum, declared } = dataOf();
    assert.deepEqual(
      sum?.lines.map(({ app }) => app),
      ['*.py::one', null],
    );
    assert.deepEqual(declared, { paid: sum.paid, lines: [] });
  });

  it('counts for some declarations if they are all of an app', () => {
    const data = dataOf();
    const [a, b, c] = all as [Assessment, Assessment, Assessment];
    const counted = (...members: readonly Assessment[]): number => data.of(members)!.lines.length;
    assert.deepEqual(
      [counted(a, b), counted(b, c, a), counted(a), counted(a, c), counted(c), counted()],
      [1, 1, 0, 0, 0, 0],
    );
  });

  it('is not known of a part of the folder, nor without a price', () => {
    const part = dataOf(false);
    assert.deepEqual([part.sum, part.declared, part.of(all)], [null, null, null]);
    assert.equal(new FolderData(all, team, undefined, true).sum, null);
  });
});
