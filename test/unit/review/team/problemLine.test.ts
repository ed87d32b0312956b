import { strict as assert } from 'node:assert';
import { teamProblemLine } from '../../../../src/core/render/words/teamFile';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';

const said = (text: string): string[] => parseTeamFile(text).problems.map(teamProblemLine);

describe('an error of a team file', () => {
  it('names its place in the file', () => {
    assert.deepEqual(said('{ "version": 1, "budgets": { "workspace": { "floor": "500" } } }'), [
      'budgets.workspace.floor: floor must be a number of USD per month from 0 to 1,000,000,000. Write it without quotes.',
    ]);
  });

  it('says what its place takes, where a name is unknown', () => {
    assert.deepEqual(said('{ "version": 1, "budgets": { "workspace": { "mnth": 1, "floor": 1 } } }'), [
      '“mnth” is unknown. Did you mean “month”? budgets.workspace takes floor, month or actual.',
    ]);
    assert.deepEqual(said('{ "version": 1, "budgets": { "workspace": { "zzzz": 1, "floor": 1 } } }'), [
      '“zzzz” is unknown. budgets.workspace takes floor, month or actual.',
    ]);
    assert.match(said('{ "version": 1, "zzzz": 1 }')[0]!, /^“zzzz” is unknown\. The file takes \$schema, /);
  });
});
