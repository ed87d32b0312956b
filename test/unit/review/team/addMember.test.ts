import { strict as assert } from 'node:assert';
import { addMember } from '../../../../src/core/review/team/addMember';
import { parseTeamFile } from '../../../../src/core/review/team/parseTeamFile';

const PATH = ['declarations', 'app.py::f', 'values', 'gpu'];

/** The file with a T4 written where the value goes. */
function added(text: string): string | null {
  const found = addMember(text, PATH);
  if (!found) return null;
  return `${text.slice(0, found.start)}${found.before}"T4"${found.after}${text.slice(found.end)}`;
}

const NEW = `{
  "version": 1,
  "declarations": {
    "app.py::f": { "values": { "gpu": "T4" } }
  }
}
`;

describe('adding a value to a team file', () => {
  it('creates a missing file', () => {
    assert.equal(added(''), NEW);
    assert.equal(added('\n'), NEW);
  });

  const cases: readonly (readonly [title: string, before: string, after: string])[] = [
    [
      'to a short file',
      '{ "version": 1 }\n',
      '{ "version": 1, "declarations": {\n  "app.py::f": { "values": { "gpu": "T4" } }\n} }\n',
    ],
    ['to one on lines', '{\n  "version": 1\n}\n', NEW],
    [
      'to one with a comma and remarks',
      '{\n  // ours\n  "version": 1, // the first\n}\n',
      '{\n  // ours\n  "version": 1, // the first\n  "declarations": {\n    "app.py::f": { "values": { "gpu": "T4" } }\n  },\n}\n',
    ],
    [
      'beside other declarations, a remark without a comma before it',
      '{\n\t"version": 1,\n\t"declarations": {\n\t\t"a::b": { "concurrency": 2 } // two\n\t}\n}',
      '{\n\t"version": 1,\n\t"declarations": {\n\t\t"a::b": { "concurrency": 2 }, // two\n\t\t"app.py::f": { "values": { "gpu": "T4" } }\n\t}\n}',
    ],
    [
      'to a declaration that is there',
      '{ "version": 1, "declarations": { "app.py::f": { "concurrency": 2 } } }',
      '{ "version": 1, "declarations": { "app.py::f": { "concurrency": 2, "values": { "gpu": "T4" } } } }',
    ],
    [
      'to values that are there',
      '{"version":1,"declarations":{"app.py::f":{"values":{"cpu":2}}}}',
      '{"version":1,"declarations":{"app.py::f":{"values":{"cpu":2, "gpu": "T4"}}}}',
    ],
    [
      'to an empty object, with CRLF',
      '{\r\n  "version": 1,\r\n  "declarations": {}\r\n}',
      '{\r\n  "version": 1,\r\n  "declarations": {\r\n    "app.py::f": { "values": { "gpu": "T4" } }\r\n  }\r\n}',
    ],
    [
      'to an object with nothing but a remark',
      '{\n  "version": 1,\n  "declarations": {\n    // none yet\n  }\n}',
      '{\n  "version": 1,\n  "declarations": {\n    "app.py::f": { "values": { "gpu": "T4" } }\n    // none yet\n  }\n}',
    ],
  ];
  for (const [title, before, after] of cases) {
    it(`adds it ${title}`, () => {
      assert.equal(added(before), after);
      const { team, problems } = parseTeamFile(after);
      assert.deepEqual(problems, []);
      const found = team.declarations.find(({ pattern }) => pattern.source === 'app.py::f');
      assert.deepEqual(found?.values.gpu, [{ type: 'T4', count: 1 }]);
    });
  }

  it('overwrites nothing that it does not understand', () => {
    assert.equal(added('[]'), null);
    assert.equal(added('{ "declarations": 1 }'), null);
    assert.equal(added('{ "declarations": { "app.py::f": { "values": { "gpu": "H100" } } } }'), null);
  });
});
