// Python files in random encodings, with broken bytes: what is read of them is what CPython reads, or they are said not to be read.
import { strict as assert } from 'node:assert';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { decodeSource } from '../../src/core/workspace/sourceText';
import { folder } from '../cli/run';
import { missingPython } from '../cpython/python';
import { check, TIMEOUT } from './support';

/**
 * What each file of a folder says to CPython, by its name; null where it refuses that. Its parser ends a line at a lone carriage
 * return before it looks for the encoding, which the module `tokenize` does not.
 */
const READ = `
import io, json, os, re, sys, tokenize
def text(path):
    try:
        with open(path, "rb") as file:
            lines = re.sub(rb"\\r\\n?", b"\\n", file.read())
        encoding, _ = tokenize.detect_encoding(io.BytesIO(lines).readline)
        return lines.decode(encoding)
    except (SyntaxError, UnicodeError, LookupError):
        return None
json.dump({name: text(os.path.join(sys.argv[1], name)) for name in os.listdir(sys.argv[1])}, sys.stdout)
`;

const codec = fc.constantFrom(
  ...['utf-8', 'UTF_8', 'utf8', 'utf-8-sig', 'u8', 'ascii', 'us-ascii', 'latin-1', 'Latin_1', 'iso-8859-1'],
  ...['l1', 'latin', 'iso8859-1', 'cp1252', 'windows-1252', 'cp1251', 'cp1250', 'iso-8859-2', 'iso8859-5'],
  ...['iso-8859-9', 'latin9', 'iso-8859-15', 'koi8-r', 'koi8-u', 'mac-roman', 'macroman', 'cp866', 'cp437'],
  ...['shift_jis', 'shift-jis', 'cp932', 'euc-jp', 'iso2022-jp', 'iso-2022-jp', 'gbk', 'gb2312', 'gb18030'],
  ...['cp936', 'big5', 'cp950', 'euc-kr', 'cp949', 'uhc', 'rot13', 'utf-7', 'utf-16', 'utf-32', 'nope', ''],
);
const comment = fc
  .tuple(
    fc.constantFrom(
      '# coding: ',
      '# -*- coding: ',
      '#vim: set fileencoding=',
      '# coding=',
      '  # coding:',
      'x # coding: ',
    ),
    codec,
    fc.constantFrom('', ' -*-', ' x', ':'),
  )
  .map((parts) => parts.join(''));
const line = fc.constantFrom(
  ...[
    'GPU = "H100"',
    'x = "é"',
    '# ü',
    'ｇpu = 1',
    'x = "Я"',
    'x = "日本"',
    'x = "€"',
    '',
    ' ',
    '"\\\\"',
    'x = "~¥"',
  ],
);
const end = fc.constantFrom('\n', '\n', '\r\n', '\r');
const text = fc
  .tuple(fc.array(fc.oneof(comment, line), { maxLength: 3 }), fc.array(line, { maxLength: 4 }), end)
  .map(([head, lines, by]) => [...head, ...lines].join(by) + by);
const encoded = fc
  .tuple(text, fc.constantFrom('utf8', 'latin1', 'utf16le', 'bytes'), fc.constantFrom('', '\ufeff'))
  .map(([each, encoding, mark]) =>
    encoding === 'bytes'
      ? // Each character as one byte: whatever that means in the encoding that is declared.
        Buffer.from(Array.from(each, (letter) => letter.charCodeAt(0) & 0xff))
      : Buffer.from(mark + each, encoding as BufferEncoding),
  );
const file = fc
  .tuple(encoded, fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 2 }))
  .map(([bytes, broken]) => {
    const copy = Uint8Array.from(bytes);
    for (const [at, byte] of broken) if (at < copy.length) copy[at] = byte;
    return copy;
  });

/** Lines end alike, and letters that Python takes for the same are the same. */
const plain = (each: string): string => each.replace(/\r\n?/g, '\n').normalize('NFKC');

describe('files in random encodings', function () {
  this.timeout(TIMEOUT);
  const missing = missingPython();
  if (missing !== undefined) {
    it(`are not read by CPython: ${missing}`, () => undefined);
    return;
  }

  it('are read as CPython reads them, or said not to be read', () => {
    let [alike, refused] = [0, 0];
    // Not made smaller: each try would start a Python.
    check(fc.noShrink(fc.array(file, { minLength: 200, maxLength: 200 })), 5, (files) => {
      const box = folder();
      try {
        files.forEach((bytes, i) => writeFileSync(join(box.path, String(i)), bytes));
        const { status, stdout, stderr } = spawnSync('python3', ['-c', READ, box.path], {
          encoding: 'utf8',
          maxBuffer: 64e6,
        });
        assert.equal(status, 0, stderr);
        const theirs = JSON.parse(stdout) as Record<string, string | null>;
        files.forEach((bytes, i) => {
          const ours = decodeSource(bytes);
          const read = theirs[String(i)];
          if (typeof read !== 'string' || 'reason' in ours) {
            refused++;
            return;
          }
          alike++;
          assert.equal(plain(ours.text), plain(read), Buffer.from(bytes).toString('latin1'));
        });
      } finally {
        box.remove();
      }
    });
    // Were everything refused, nothing could differ.
    assert.ok(alike > refused / 4, `${alike} alike, ${refused} refused by one of both`);
  });
});
