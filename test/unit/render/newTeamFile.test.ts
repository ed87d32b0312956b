import { strict as assert } from 'node:assert';
import { newTeamFile } from '../../../src/core/render/newTeamFile';
import { parseTeamFile } from '../../../src/core/review/team/parseTeamFile';
import { pricedText } from '../../support/pricedText';

const CODE = `
@app.function(gpu="H100")
def open_use(): ...

# modal-cost: requests_per_day=1000 seconds_per_request=1
@app.function(gpu="L4")
def known(): ...

# modal-cost: requests_per_day=1000
@app.function(gpu="L4")
def half(): ...

@app.function(gpu=input())
def open_gpu(): ...
`;

describe('a new team file', () => {
  it('lists what is not known in comments, without a figure', async () => {
    const { assessments } = await pricedText(CODE);
    const text = newTeamFile(assessments, 'modal-list-2026-10');
    const entries = text.split('\n').filter((line) => line.includes('::'));
    assert.deepEqual(
      entries.map((line) => line.trim()),
      [
        '// "app.py::open_use": { "requests_per_day": , "seconds_per_request":  },',
        '// "app.py::half": { "seconds_per_request":  },',
        '// "app.py::open_gpu": { "requests_per_day": , "seconds_per_request": , "values": { "gpu": "" } },',
      ],
    );
    assert.doesNotMatch(text.replace(/::|"version": 1|modal-list-2026-10/g, ''), /\d/);
  });

  it('is a valid team file that changes no figure', async () => {
    const { assessments } = await pricedText(CODE);
    const { team, problems } = parseTeamFile(newTeamFile(assessments, 'review-2026-05'));
    assert.deepEqual(problems, []);
    assert.equal(team.priceBook, 'review-2026-05');
    assert.deepEqual([team.declarations.length, team.budgets.workspace], [0, null]);
  });

  it('lists no more than anybody reads, and says how many are left', async () => {
    const many = Array.from({ length: 210 }, (_, i) => `@app.function()\ndef f${i}(): ...\n`).join('');
    const { assessments } = await pricedText(many);
    const text = newTeamFile(assessments, null);
    assert.equal(text.split('\n').filter((line) => line.includes('"app.py::')).length, 200);
    assert.match(text, /10 more are not listed/);
    assert.deepEqual(parseTeamFile(text).problems, []);
  });
});
