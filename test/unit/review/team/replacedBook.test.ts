import { strict as assert } from 'node:assert';
import { listBook } from '../../../../src/core/pricing/bundled';
import { sarif } from '../../../../src/core/render/review/sarif';
import { teamNoteText } from '../../../../src/core/render/words/teamFile';
import { teamPricing } from '../../../../src/core/review/team/assessWithTeam';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';

const OLD = '{\n  "version": 1,\n  "priceBook": "modal-list-2026-07"\n}\n';
const SAYS =
  'priceBook: the price book modal-list-2026-07 has been replaced by modal-list-2026-10, which is used instead.';

describe('a team file that names the book of an earlier version', () => {
  it('gets its successor, with a note at its line, and no problem', () => {
    const { team, problems, notes } = parseTeamFile(OLD);
    assert.deepEqual(problems, []);
    assert.deepEqual(notes.map(teamNoteText), [SAYS]);
    assert.deepEqual(notes[0]!.range, { start: { line: 2, column: 15 }, end: { line: 2, column: 35 } });
    assert.equal(teamPricing(team, { book: listBook, list: listBook, hoursPerMonth: null }).book, listBook);
  });

  it('is noted in SARIF', () => {
    const { problems, notes } = parseTeamFile(OLD);
    const tool = { version: '1', home: 'https://example.com', linkTo: (page: string) => page };
    const { runs } = sarif(
      { findings: [], silenced: [] },
      { skipped: [], problems, notes, placeInFile: () => undefined },
      tool,
      '',
    ) as {
      runs: { invocations: { toolConfigurationNotifications: { level: string; message: object }[] }[] }[];
    };
    const said = runs[0]!.invocations[0]!.toolConfigurationNotifications;
    assert.deepEqual(
      said.map(({ level, message }) => [level, message]),
      [['note', { text: SAYS }]],
    );
  });

  it('has no note for a book of this version', () => {
    for (const book of ['modal-list-2026-10', 'review-2026-05', 'prices/ours.json'])
      assert.deepEqual(parseTeamFile(OLD.replace('modal-list-2026-07', book)).notes, []);
  });
});
