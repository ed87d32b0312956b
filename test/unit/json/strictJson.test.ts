import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { childPath } from '../../../src/core/json/jsonPath';
import { readStrictJson, type StrictJson } from '../../../src/core/json/strictJson';
import { strictJsonText } from '../../../src/core/render/words/jsonText';
import { LineIndex } from '../../../src/core/text/lineIndex';

const BOUNDS = { maxBytes: 10_000, maxDepth: 20 };
const read = (text: string): StrictJson => readStrictJson(text, BOUNDS);
const placeOf = (text: string, offset: number): string => {
  const { line, column } = new LineIndex(text).at(offset);
  return `${line + 1}:${column + 1}`;
};
const message = (text: string): string => {
  const result = read(text);
  assert.ok(!result.ok);
  return `${placeOf(text, result.at)} ${strictJsonText(result.problem)}`;
};

describe('readStrictJson', () => {
  it('reads what JSON.parse reads', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), fc.constantFrom(0, 1, 2, '\t'), (text, indent) => {
        const formatted = JSON.stringify(JSON.parse(text), null, indent);
        if (/"(?:__proto__|constructor|prototype)":/.test(formatted)) return;
        const result = read(formatted);
        assert.ok(result.ok);
        assert.deepEqual(result.value, JSON.parse(formatted));
      }),
    );
  });

  it('rejects what JSON.parse rejects, and never throws', () => {
    const piece = fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      ',',
      ':',
      '"',
      '\\',
      'a',
      '1',
      '-',
      '.',
      'e',
      'null',
      ' ',
      '\n',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('');
        let parses = true;
        try {
          JSON.parse(text);
        } catch {
          parses = false;
        }
        const result = read(text);
        if (result.ok !== parses) assert.match(message(text), /stands here twice/);
      }),
      { numRuns: 2000 },
    );
  });

  it('reads escapes and a byte-order mark', () => {
    const result = read('\ufeff"\\u0041\\n\\"\\\\\\/\\ud83d\\ude00"');
    assert.ok(result.ok);
    assert.equal(result.value, 'A\n"\\/😀');
  });

  it('reports the problem and its place', () => {
    assert.equal(message('{\n  "a": 1, // no\n}'), '2:11 comments are not allowed here');
    assert.equal(
      message('{"a":1,}'),
      '1:8 "}" where a name in double quotes is expected; remove the comma before it if there is one too many',
    );
    assert.equal(message('{"a":NaN}'), '1:6 "NaN" is not a JSON value');
    assert.equal(message('{"a":1'), '1:7 the text ends where "," or "}" is expected');
    assert.equal(message('{"a":"b\n"}'), '1:6 this string has no closing quote on its line');
    assert.equal(message('{"a":1}\r\n2'), '2:1 "2" after the end of the JSON value');
    assert.equal(message("{'a':1}"), `1:2 "'" where a name in double quotes is expected`);
    assert.equal(message('{"a":1,"a":2}'), '1:8 "a" appears twice here');
    assert.equal(message('"\\x"'), '1:2 JSON has no such escape');
    assert.equal(message(''), '1:1 the text ends where a value is expected');
  });

  it('rejects names that reach a prototype', () => {
    for (const name of ['__proto__', 'constructor', 'prototype', '\\u005f_proto__']) {
      assert.match(message(`{"x":{"${name}":{"polluted":1}}}`), /is not allowed/);
    }
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('limits bytes, depth and items', () => {
    assert.match(message(JSON.stringify('x'.repeat(10_000))), /too large: at most 10,000 bytes/);
    assert.match(message(JSON.stringify('é'.repeat(5_000))), /too large/);
    assert.match(message('['.repeat(9_999)), /nested too deeply: at most 20 levels/);
    assert.match(message('{"a":'.repeat(1_500)), /nested too deep/);
    const many = readStrictJson(`[${'0,'.repeat(10)}0]`, { ...BOUNDS, maxItems: 10 });
    assert.equal(many.ok, false);
    assert.equal(readStrictJson(`[${'0,'.repeat(9)}0]`, { ...BOUNDS, maxItems: 10 }).ok, true);
    const members = readStrictJson('{"a":1,"b":2}', { ...BOUNDS, maxItems: 1 });
    assert.equal(members.ok, false);
  });

  it('knows where each value begins', () => {
    const text = '{\n "gpus": { "H100!": [1,\n  {"x": true}] }\n}';
    const result = read(text);
    assert.ok(result.ok);
    const at = (path: string): string => placeOf(text, result.places.get(path) ?? -1);
    assert.equal(at('$'), '1:1');
    assert.equal(at('$.gpus["H100!"][1].x'), '3:9');
    assert.equal(childPath('$.gpus', 'A100-80GB'), '$.gpus.A100-80GB');
  });
});
