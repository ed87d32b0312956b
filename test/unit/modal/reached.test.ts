import { strict as assert } from 'node:assert';
import { scanBeside } from '../../support/python';

type Files = Readonly<Record<string, string>>;

/** A function that gives `first`, by more ways than anybody follows. */
function slow(name: string, first: string): string {
  const steps = Array.from({ length: 16 }, (_, i) => `    v${i + 1} = v${i} if flags[${i}] else v${i}\n`);
  return `def ${name}(x, flags=load()):\n    v0 = ${first}\n${steps.join('')}    return v16\n`;
}

const IMPORT = 'import modal\n';
const APP = `${IMPORT}app = modal.App("x")\n`;
/** What registers, and is nothing to the functions beside it. */
const ON_GPU = 'def on_gpu(f):\n    return app.function(gpu="H100")(f)\n';

/** The lines that may declare what is not found. */
async function leftOut(text: string, others: Files): Promise<readonly number[]> {
  const { declarations, leftOut = [] } = await scanBeside(text, others);
  assert.deepEqual(declarations, []);
  return leftOut;
}

describe('a call that would take too long to follow', () => {
  const common = APP + ON_GPU;
  /** Each with the file that is scanned first. */
  const harmless: Readonly<Record<string, readonly [string, Files]>> = {
    'a helper beside one that registers': [
      `${IMPORT}from common import slow\nslow(1)\n`,
      { 'common.py': common + slow('slow', 'x') },
    ],
    'what such a helper gives': [
      `${IMPORT}from common import slow\nfound = slow(1)\nfound.get("a")\nfound.get("b")(2)\n`,
      { 'common.py': common + slow('slow', 'x') },
    ],
    'a helper that a package hands on': [
      `${IMPORT}from pkg import slow\nslow(1)\n`,
      {
        'pkg/__init__.py': `from .common import on_gpu, slow\n${ON_GPU}`,
        'pkg/common.py': common + slow('slow', 'x'),
      },
    ],
    'a helper that calls others': [
      `${IMPORT}from common import slow\nslow(1)\n`,
      {
        'common.py': `from parts import first\n${common}${slow('slow', 'first(x)')}`,
        'parts.py': slow('first', 'x'),
      },
    ],
    'the call of what a call gives': [`${IMPORT}${slow('slow', 'load(x)')}slow(1)(2)\n`, {}],
    'a helper whose file decorates': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': `${APP}${slow('slow', 'x')}@app.function(gpu="H100")\ndef work(): ...\n` },
    ],
    'a helper that says so in a comment only': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': `${common}# no app.function\n${slow('slow', 'x  # as app.function does')}` },
    ],
    'a function named like a method, with no app anywhere': [
      'from common import slow\nslow(1)(2)\n',
      { 'common.py': slow('slow', 'x.function') },
    ],
    'what creates something else': [
      `${IMPORT}${slow('client', 'load(x)')}client(1).chat.create(timeout=3)\n`,
      {},
    ],
    'what creates something else, of another file': [
      `${IMPORT}from common import client\nclient(1).chat.create(timeout=3)\n`,
      { 'common.py': common + slow('client', 'load(x)') },
    ],
    'what creates something else, of a class': [
      `${IMPORT}${slow('client', 'Client()')}class Client: ...\nclient(1).create(timeout=3)\n`,
      {},
    ],
  };
  for (const [what, [text, others]] of Object.entries(harmless))
    it(`is done with where no text behind it can register or create: ${what}`, async () => {
      assert.deepEqual(await leftOut(text, others), []);
    });

  const method = 'app.function(gpu="H100")';
  const telling: Readonly<Record<string, readonly [string, Files]>> = {
    'the helper names a method': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': APP + slow('slow', method) },
    ],
    'a function that it calls does': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      {
        'common.py': `from parts import first\n${APP}${ON_GPU}${slow('slow', 'first(x)')}`,
        'parts.py': `${APP}def first(x):\n    return ${method}\n`,
      },
    ],
    'a method of a class that it makes does': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      {
        'common.py': `${APP}class Kit:\n    def on(self):\n        return ${method}\n${slow('slow', 'Kit().on()')}`,
      },
    ],
    'a table that it looks into is filled with one': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': `${APP}KIT = {}\nif True:\n    KIT["on"] = ${method}\n${slow('slow', 'KIT["on"]')}` },
    ],
    'another function fills the table': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      {
        'common.py': `${APP}KIT = []\ndef fill():\n    KIT.append(${method})\nfill()\n${slow('slow', 'KIT[0]')}`,
      },
    ],
    'a function sets the global that it reads': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      {
        'common.py': `${APP}on = None\ndef fill():\n    global on\n    on = ${method}\nfill()\n${slow('slow', 'on')}`,
      },
    ],
    'the name of the method is text': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': APP + slow('slow', 'getattr(app, "function")(gpu="H100")') },
    ],
    'an object is asked for the method': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': APP + slow('slow', 'app.__getattribute__("function")(gpu="H100")') },
    ],
    'a function asks for the method': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      {
        'common.py': `${APP}from operator import attrgetter\n${slow('slow', 'attrgetter("function")(app)')}`,
      },
    ],
    'a star import brings it': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': 'from parts import *\n', 'parts.py': APP + slow('slow', method) },
    ],
    'the helper is given one': [
      `${APP}from common import slow\nslow(${method})(2)\n`,
      { 'common.py': common + slow('slow', 'x') },
    ],
    'the helper is given one of another file': [
      `${IMPORT}from common import slow\nfrom kit import on\nslow(on)(2)\n`,
      { 'common.py': common + slow('slow', 'x'), 'kit.py': `${APP}on = ${method}\n` },
    ],
    'a module below another brings it': [
      `${IMPORT}import pkg\npkg.common.slow(1)(2)\n`,
      { 'pkg/__init__.py': '', 'pkg/common.py': APP + slow('slow', method) },
    ],
    'a comment sign is in a string': [
      `${IMPORT}from common import slow\nslow(1)(2)\n`,
      { 'common.py': APP + slow('slow', `x["#"] or ${method}`) },
    ],
    'a sandbox’s class is named': [
      `${IMPORT}${slow('kind', 'modal.Sandbox')}kind(1).create(timeout=3)\n`,
      {},
    ],
    'a sandbox’s class is named in another file': [
      `${IMPORT}from common import kind\nkind(1).create(timeout=3)\n`,
      {
        'common.py': `from parts import Box\n${slow('kind', 'Box')}`,
        'parts.py': `${IMPORT}Box = modal.Sandbox\n`,
      },
    ],
  };
  for (const [what, [text, others]] of Object.entries(telling))
    it(`is not taken for known where ${what}`, async () => {
      const { declarations, leftOut = [] } = await scanBeside(text, others);
      assert.ok(declarations.length + leftOut.length > 0);
    });

  /** What is found, since it does not take too long. */
  const found: Readonly<Record<string, readonly [string, Files]>> = {
    'calls another file’s': [
      `${IMPORT}from common import register\nregister(print)\n`,
      {
        'common.py': `from parts import on_gpu\ndef register(f):\n    return on_gpu(f)\n# .function\nx = y.function\n`,
        'parts.py': APP + ON_GPU,
      },
    ],
    'asks an app for its method by name': [
      `${IMPORT}from common import register\nregister(print)\n`,
      { 'common.py': `${APP}def register(f):\n    return getattr(app, "function")(gpu="H100")(f)\n` },
    ],
    'has what asks an app from another file': [
      `${IMPORT}from common import on\nfrom kit import app\non(app)(print)\n`,
      {
        'common.py': 'from operator import methodcaller\non = methodcaller("function", gpu="H100")\n',
        'kit.py': APP,
      },
    ],
    'looks into a table': [
      `${IMPORT}from common import register\nregister(print)\n`,
      { 'common.py': `${APP}KIT = {"on": ${method}}\ndef register(f):\n    return KIT["on"](f)\n` },
    ],
  };
  for (const [what, [text, others]] of Object.entries(found))
    it(`is followed where it does not: a helper that ${what}`, async () => {
      const { declarations } = await scanBeside(text, others);
      assert.deepEqual(
        declarations.map(({ gpu }) => gpu.source),
        ['"H100"'],
      );
    });
});
