import { strict as assert } from 'node:assert';
import { parseInteger } from '../../../src/core/python/literals';
import { fold } from './support';

/** What Python prints for each; `?` where folding must not claim to know. */
const LITERALS: Readonly<Record<string, string>> = {
  '0': '0',
  '1_000': '1000',
  '0x1F': '31',
  '0b101': '5',
  '0o17': '15',
  '2.50': '2.5',
  '1e3': '1000.0',
  '.5': '0.5',
  '9007199254740993': '?',
  '2j': '?',
  True: 'True',
  None: 'None',
  '"h100"': '"h100"',
  "'a' \"b\" f'{1}'": '"ab1"',
  '"""a"""': '"a"',
  '"\\x4F\\u0042\\103\\n\\q"': '"OBC\\n\\\\q"',
  'r"\\n"': '"\\\\n"',
  'b"x"': '?',
  '[1, "a", (2,)]': '[1, "a", (2)]',
  '[*[1, 2], 3]': '[1, 2, 3]',
  '[*q]': '?',
  '{"a": 1, "b": [2]}': '{a: 1, b: [2]}',
  '{"a": 1, **{"a": 2}}': '{a: 2}',
  '{**{"a": 2}, "a": 1}': '{a: 1}',
  '{1: "T4"}': '?',
  '[x for x in y]': '?',
  'f"{1}:{2!s}"': '"1:2"',
  'f"{{{1}}}"': '"{1}"',
  'f"{7:02d}|{2.5:.2f}|{5:3}|{\'a\':2}"': '"07|2.50|  5|a "',
  'f"{-7:04d}"': '"-007"',
  'f"{1!r}"': '"1"',
  'f"{1=}"': '"1=1"',
  'f"{1000:,}"': '"1,000"',
  'f"{1e-7}"': '"1e-07"',
};

describe('Python’s literals', () => {
  for (const [source, expected] of Object.entries(LITERALS)) {
    it(source, async () => {
      assert.equal(await fold(source), expected);
    });
  }
});

describe('int() of a string', () => {
  const cases: Readonly<Record<string, number | undefined>> = {
    '2': 2,
    ' +2\t': 2,
    '-0': 0,
    '1_0': 10,
    '٣': 3,
    '𝟜𝟚': 42,
    '': undefined,
    '1__0': undefined,
    _1: undefined,
    '2.0': undefined,
    '0x2': undefined,
    '1 2': undefined,
    '9007199254740993': undefined,
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(JSON.stringify(text), () => {
      assert.equal(parseInteger(text), expected);
    });
  }
});
