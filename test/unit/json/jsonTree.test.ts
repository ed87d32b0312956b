import { strict as assert } from 'node:assert';
import { cutTooDeep } from '../../../src/core/json/cutTooDeep';
import { readJsonTree, type JsonTree } from '../../../src/core/json/jsonTree';

const read = (text: string): JsonTree =>
  readJsonTree(text, { lenient: true, maxDepth: 3, maxItems: 5, maxProblems: 9 });

/** The problems of a text, each as its kind and the stretch that it marks. */
const problems = (text: string): string[] =>
  read(text).problems.map(({ problem, start, end }) => `${problem.kind} ${text.slice(start, end)}`.trim());

const names = (text: string): string[] => {
  const { root } = read(text);
  return root?.kind === 'object' ? root.members.map(({ name }) => name) : [];
};

describe('readJsonTree', () => {
  it('reports one problem per member, where a person looks for it', () => {
    for (const [text, expected] of [
      ['{"a": oops, "b": 1}', ['notJsonValue oops']],
      ['{"a": 60s, "b": 1}', ['notJsonValue 60s']],
      ['{"a": 01, "b": 1}', ['notJsonValue 01']],
      ['{"a": 1.x, "b": 1}', ['notJsonValue 1.x']],
      ['{"a": -, "b": 1}', ['notJsonValue -']],
      ['{a: 1, "b": 1}', ['nameNotQuoted a']],
      ['{\'a\': 1, "b": 1}', ["nameNotQuoted 'a'"]],
      ['{/: 1, "b": 1}', ['nameMissing /']],
      ['{"a": , "b": 1}', ['valueMissing ,']],
      ['{"a", "b": 1}', ['colonMissing "a"']],
      ['{"a" 1, "b": 1}', ['colonMissing "a"']],
      ['{, "b": 1}', ['commaTooMany ,']],
      ['{"a": "\\x", "b": 1}', ['unknownEscape \\']],
      ['{"a": "x\ty", "b": 1}', ['tabInText']],
      ['{"a": "x\n, "b": 1}', ['textNotClosed "x']],
      ['{"a": "x\u0001", "b": 1}', ['textNotClosed "x\u0001"']],
      ['{"b": 1, "b": 2}', ['nameTwice "b"']],
      ['{"b": 1} x', ['textAfterEnd x']],
      ['{"b": 1} /*', ['commentNotClosed /*']],
      ['{"a": [[[1]]], "b": 1}', ['nestedTooDeep [']],
    ] as const) {
      assert.deepEqual(problems(text), expected, text);
      assert.ok(names(text).includes('b'), text);
    }
  });

  it('reports no problems that follow from another one', () => {
    assert.deepEqual(problems('{a: {"c": 1}, "b": 1}'), ['nameNotQuoted a']);
    assert.deepEqual(problems('oops {'), ['notJsonValue oops']);
  });

  it('continues after a missing comma', () => {
    assert.deepEqual(problems('{"a": 1 "b": 2}'), ['commaMissing "']);
    assert.deepEqual(names('{"a": 1 "b": 2}'), ['a', 'b']);
    assert.deepEqual(problems('[1 "x" oops]'), ['commaMissing "', 'commaMissing o', 'notJsonValue oops']);
  });

  it('reports where an unclosed object or array begins, and nothing that follows from it', () => {
    assert.deepEqual(problems('{"a": [1}, "b": 2}'), ['notClosed [']);
    assert.deepEqual(names('{"a": [1}, "b": [2], "c": 3}'), ['a', 'c']);
    assert.deepEqual(problems('{"a": {"b": 1,'), ['notClosed {', 'notClosed {']);
    assert.deepEqual(problems('{"a":'), ['valueMissing', 'notClosed {']);
  });

  it('limits the number of items and problems', () => {
    assert.deepEqual(problems('[1,2,3,4,5,6,7]'), ['tooManyItems 6']);
    assert.equal(problems('x,'.repeat(50)).length, 1);
    assert.equal(problems(`[${'x,'.repeat(50)}]`).length, 9);
  });
});

describe('cutTooDeep', () => {
  it('keeps every offset', () => {
    const text = '{"a": [[1, {}], 2], "b": "[[["}';
    const { text: shallow, cuts } = cutTooDeep(text, 2);
    assert.equal(shallow, '{"a": [""     , 2], "b": "[[["}');
    assert.deepEqual([...cuts], [7]);
    assert.equal(cutTooDeep('[[', 1).text, '[ ');
  });

  it('closes a bracket only with the matching one', () => {
    assert.equal(cutTooDeep('[}[}[1', 1).text, '[}""  ');
  });
});
