import { strict as assert } from 'node:assert';
import { execFileSync, spawnSync } from 'node:child_process';
import { decodeSource } from '../../../src/core/workspace/sourceText';

const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding);

function textOf(source: Uint8Array): string {
  const found = decodeSource(source);
  assert.ok('text' in found, JSON.stringify(found));
  return found.text;
}

function reasonOf(source: Uint8Array): object {
  const found = decodeSource(source);
  assert.ok('reason' in found, JSON.stringify(found));
  return found.reason;
}

describe('the text of a Python file', () => {
  it('is in the encoding that one of its first two lines declares', () => {
    for (const head of [
      '# -*- coding: latin-1 -*-\n',
      '#!/usr/bin/env python\n# vim: set fileencoding=iso-8859-1 :\n',
      '\n# coding=cp1252\n',
      '\t# coding: ISO_8859_1\r\n',
    ])
      assert.equal(textOf(bytes(`${head}é = 1\n`, 'latin1')), `${head}é = 1\n`, head);
    const greek = Uint8Array.of(...bytes('# coding: iso8859-7\n'), 0xe1);
    assert.equal(textOf(greek).at(-1), 'α');
  });

  it('differs between ASCII, Latin-1 and Windows-1252 as in Python, and not by the version of Node', () => {
    const with80s = (codec: string, ...more: readonly number[]): Uint8Array =>
      Uint8Array.of(...bytes(`# coding: ${codec}\n`), ...more);
    assert.equal(textOf(with80s('latin-1', 0x80, 0x9f, 0xe9)).slice(-3), '\x80\x9fé');
    assert.equal(textOf(with80s('cp1252', 0x80, 0x9f, 0xe9)).slice(-3), '€Ÿé');
    assert.deepEqual(reasonOf(with80s('cp1252', 0x81)), { kind: 'notInEncoding', encoding: 'windows-1252' });
    assert.deepEqual(reasonOf(with80s('us-ascii', 0xe9)), { kind: 'notInEncoding', encoding: 'ascii' });
  });

  it('is refused where a decoder makes of bytes what no text has', () => {
    assert.deepEqual(reasonOf(Uint8Array.of(...bytes('# coding: cp949\n'), 0x87, 0x70)), {
      kind: 'notInEncoding',
      encoding: 'euc-kr',
    });
  });

  it('is UTF-8 without a declaration, or with one that does not count', () => {
    assert.equal(textOf(bytes('é = 1\n')), 'é = 1\n');
    assert.equal(textOf(bytes('\ufeffé = 1\n')), 'é = 1\n');
    for (const head of ['x = 1\n# coding: latin-1\n', '\n\n# coding: latin-1\n', '"""\n# coding: latin-1\n'])
      assert.deepEqual(reasonOf(bytes(`${head}é`, 'latin1')), { kind: 'notUtf8' }, head);
  });

  it('is UTF-16 with a byte-order mark', () => {
    assert.equal(textOf(bytes('\ufeffé = 1\n', 'utf16le')), 'é = 1\n');
    const big = Buffer.from('\ufeffé = 1\n', 'utf16le').swap16();
    assert.equal(textOf(big), 'é = 1\n');
  });

  it('is refused with the encoding that is not known, or does not fit', () => {
    assert.deepEqual(reasonOf(bytes('# coding: rot13\nvzcbeg')), {
      kind: 'unknownEncoding',
      encoding: 'rot13',
    });
    assert.deepEqual(reasonOf(Uint8Array.of(...bytes('# coding: euc-jp\n'), 0xff, 0xff)), {
      kind: 'notInEncoding',
      encoding: 'euc-jp',
    });
    assert.deepEqual(reasonOf(bytes('é', 'latin1')), { kind: 'notUtf8' });
  });

  it('has the letters of names as Python reads them, and those of strings and comments as they are', () => {
    const text =
      '@ａｐｐ.function(ｇｐｕ="Ｈ100", x=\'\'\'ｇ"\'\'\', y="\\"ｇ")  # ｇｐｕ\nｍｉｎ_containers = 1\n';
    assert.equal(
      textOf(bytes(text)),
      '@app.function(gpu="Ｈ100", x=\'\'\'ｇ"\'\'\', y="\\"ｇ")  # ｇｐｕ\nmin_containers = 1\n',
    );
    assert.equal(textOf(bytes('größe = "ﬁ"  # 𝐠\n')), 'größe = "ﬁ"  # 𝐠\n');
    assert.deepEqual(reasonOf(bytes('@app.function(𝐠pu="H100")\n')), { kind: 'disguisedLetters' });
  });

  it('has a line wherever Python has one', () => {
    assert.equal(textOf(bytes('# a\rb = 1\r\nc = 2\n\r')), '# a\nb = 1\r\nc = 2\n\n');
  });

  it('is what CPython reads, for each encoding that both know', function () {
    if (spawnSync('python3', ['--version']).status !== 0) {
      console.log('    no python3 here: the encodings are not compared');
      return;
    }
    const names = [
      'utf8',
      'U8',
      'latin_1',
      'l1',
      'iso8859-15',
      'cp1251',
      'windows-1250',
      'koi8_r',
      'koi8-u',
      'cp866',
      'mac_roman',
      'shift_jis',
      'cp932',
      'euc_jp',
      'euc-kr',
      'cp949',
      'gbk',
      'gb2312',
      'cp936',
      'gb18030',
      'big5',
      'iso2022_jp',
      'iso-8859-2',
      'ascii',
    ];
    const script = `
import sys, json
out = {}
for name in json.loads(sys.argv[1]):
    text = "# coding: %s\\nx = '%s'\\n"
    kept = "".join(c for c in "éßαжяñ日本語한中" if c.encode(name, "ignore"))
    # Big5 has no Cyrillic letters of its own: CPython and the standard put them in different places.
    if name == "big5": kept = kept.replace("жя", "")
    source = (text % (name, kept)).encode(name)
    scope = {}
    exec(compile(source, "a.py", "exec"), scope)
    assert scope["x"] == kept
    out[name] = [source.hex(), text % (name, kept)]
print(json.dumps(out))
`;
    const told = execFileSync('python3', ['-c', script, JSON.stringify(names)], { encoding: 'utf8' });
    const read = JSON.parse(told) as Record<string, [string, string]>;
    for (const [name, [hex, text]] of Object.entries(read))
      assert.equal(textOf(Buffer.from(hex, 'hex')), text, name);
    assert.equal(Object.keys(read).length, names.length);
  });
});
