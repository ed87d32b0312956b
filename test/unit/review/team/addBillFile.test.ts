import { strict as assert } from 'node:assert';
import { addBillFile } from '../../../../src/core/review/team/addBillFile';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';
import { setMember } from '../../../../src/core/review/team/setMember';

const FILE = 'billing/report-2026-10.json';
const GLOB = 'billing/*.json';

function after(text: string, file = FILE, glob = GLOB): string | null {
  const change = addBillFile(text, file, glob);
  return change && text.slice(0, change.start) + change.text + text.slice(change.end);
}

describe('naming a file of the bill in a team file', () => {
  it('adds a glob to a new file, to one without, to a single path and to a list', () => {
    assert.equal(after(''), `{\n  "version": 1,\n  "actual": ["${GLOB}"]\n}\n`);
    assert.equal(
      after('{\n  // Ours.\n  "version": 1\n}\n'),
      `{\n  // Ours.\n  "version": 1,\n  "actual": ["${GLOB}"]\n}\n`,
    );
    assert.equal(
      after('{ "version": 1, "actual": "old.json" }'),
      `{ "version": 1, "actual": ["old.json", "${GLOB}"] }`,
    );
    for (const text of [after(''), after('{ "version": 1, "actual": ["a.json", "b.csv"] }')])
      assert.deepEqual(parseTeamFile(text!).problems, []);
  });

  it('changes nothing where a glob matches already', () => {
    for (const text of [
      '{ "version": 1, "actual": "./billing/*.json" }',
      '{ "version": 1, "actual": [ "a.json", "billing/**" ] }',
    ])
      assert.equal(after(text), text);
  });

  it('leaves a file with an error to its owner', () => {
    assert.equal(after('{ "version": 1,'), null);
    assert.equal(after('[]'), null);
  });
});

describe('setting a value in a team file', () => {
  it('replaces the one that is there, deep inside, and adds it where it is not', () => {
    const path = ['declarations', 'a.py::f', 'requests_per_day'];
    const set = (text: string): string => {
      const change = setMember(text, path, () => '853')!;
      return text.slice(0, change.start) + change.text + text.slice(change.end);
    };
    const there = '{ "version": 1, "declarations": { "a.py::f": { "requests_per_day": 4000 /* x */ } } }';
    assert.equal(set(there), there.replace('4000', '853'));
    const { team, problems } = parseTeamFile(set('{ "version": 1 }'));
    assert.deepEqual(problems, []);
    assert.equal(team.declarations[0]!.usage.requestsPerDay, 853);
  });
});
