import { strict as assert } from 'node:assert';
import { sourceRoots } from '../../../src/core/python/sourceRoots';

const SAID: Readonly<Record<string, readonly string[]>> = {
  '[tool.setuptools.packages.find]\nwhere = ["lib", "./other/"]': ['lib', 'other'],
  '[tool.setuptools]\npackage-dir = { "" = "lib", app = "code/app" }': ['lib'],
  '[tool.poetry]\npackages = [{ include = "app", from = "lib" }, { include = "flat" }]': ['lib'],
  '[tool.hatch.build.targets.wheel]\npackages = ["lib/app", "python/code/other", "flat"]': [
    'lib',
    'python/code',
  ],
  '[tool.hatch.build.targets.wheel]\nsources = ["lib"]': ['lib'],
  '[tool.hatch.build]\ndev-mode-dirs = [".", "lib"]': ['lib'],
  '[tool.pdm.build]\npackage-dir = "lib"': ['lib'],
  '[tool.uv.build-backend]\nmodule-root = "lib"': ['lib'],
  '[tool.maturin]\npython-source = "python"': ['python'],
};

describe('the folders in which a project has its packages', () => {
  for (const [text, folders] of Object.entries(SAID))
    it(`are read from ${text.replaceAll('\n', ' ')}`, () => {
      assert.deepEqual(sourceRoots(text), folders);
    });

  it('are none outside the project, and none twice', () => {
    const where = '["../lib", "/lib", "a/../../b", "C:\\\\lib", "lib", "lib/", "", "."]';
    assert.deepEqual(sourceRoots(`[tool.setuptools.packages.find]\nwhere = ${where}`), ['lib']);
  });

  it('are none where the text says nothing of that, or is no TOML', () => {
    for (const text of [
      '',
      '[project]\nname = "x"',
      '[tool]\nsetuptools = 3',
      '[tool.setuptools.packages]\nfind = "lib"',
      '[tool.setuptools.packages.find]\nwhere = [1, true, 2026-11-01, [["lib"]]]',
      '[tool.poetry]\npackages = ["lib", 3]',
      '[tool.__proto__.packages.find]\nwhere = "lib"',
      'a = [',
      `a = ${'['.repeat(100_000)}`,
      ' '.repeat(1_000_001),
      '\u0000',
    ])
      assert.deepEqual(sourceRoots(text), [], text.slice(0, 80));
  });

  it('are at most 20', () => {
    const where = Array.from({ length: 90 }, (_, i) => `"lib${i}"`).join();
    assert.equal(sourceRoots(`[tool.setuptools.packages.find]\nwhere = [${where}]`).length, 20);
  });
});
