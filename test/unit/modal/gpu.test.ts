import { strict as assert } from 'node:assert';
import { gpuLabel, parseGpu, type Gpu } from '../../../src/core/modal/gpu';
import { bool, float, int, known, NONE, str, type PyValue } from '../../../src/core/python/pyValue';

const list = (...items: PyValue[]): PyValue => ({ kind: 'list', items });
const legacy = (path: string, positional: PyValue[], keywords: Record<string, PyValue> = {}): PyValue => ({
  kind: 'modal',
  path,
  positional: positional.map((each) => known(each)),
  keywords: new Map(Object.entries(keywords).map(([key, value]) => [key, known(value)])),
});

/** The GPUs as Modal writes them, or why it would refuse them. */
function parsed(value: PyValue): string {
  const result = parseGpu(value);
  return 'refused' in result ? `refused: ${result.refused.kind}` : result.value.map(gpuLabel).join(' ');
}

describe('a gpu= string', () => {
  const cases: Readonly<Record<string, string>> = {
    h100: 'H100',
    'A100-80gb:2': 'A100-80GB:2',
    'H100!:8': 'H100!:8',
    'any:2': 'ANY:2',
    'H100: 2 ': 'H100:2',
    'H100:+4': 'H100:4',
    'H100:1_0': 'H100:10',
    'H100:0': 'H100:0',
    'H100:-1': 'H100:-1',
    'H100:': 'refused: gpuCountInvalid',
    'H100:two': 'refused: gpuCountInvalid',
    'H100:2.0': 'refused: gpuCountInvalid',
    'H100:2:2': 'refused: gpuCountInvalid',
    '': 'refused: gpuWithoutType',
    ' ': 'refused: gpuWithoutType',
    ':2': 'refused: gpuWithoutType',
    // The client has no list of types: the server decides.
    'nonsense 9': 'NONSENSE 9',
  };
  for (const [text, expected] of Object.entries(cases)) {
    it(JSON.stringify(text), () => {
      assert.equal(parsed(str(text)), expected);
    });
  }
});

describe('other values of gpu=', () => {
  const cases: readonly (readonly [title: string, value: PyValue, expected: string])[] = [
    ['None', NONE, ''],
    ['False', bool(false), ''],
    ['True', bool(true), 'ANY'],
    ['a number', int(2), 'refused: gpuNotText'],
    ['a float', float(1), 'refused: gpuNotText'],
    ['a dict', { kind: 'dict', entries: new Map() }, 'refused: gpuNotText'],
    ['a list is an order of fallbacks', list(str('H100:2'), str('a10g'), NONE), 'H100:2 A10G CPU'],
    ['a tuple reads as a list', { kind: 'tuple', items: [str('T4')] }, 'T4'],
    ['an empty list', list(), ''],
    ['a list in a list', list(list(str('T4'))), 'refused: gpuListInList'],
    ['a list with one bad entry', list(str('T4'), str('T4:x')), 'refused: gpuCountInvalid'],
    ['gpu.H100(count=4)', legacy('gpu.H100', [], { count: int(4) }), 'H100:4'],
    ['gpu.T4(2)', legacy('gpu.T4', [int(2)]), 'T4:2'],
    ['gpu.A100()', legacy('gpu.A100', []), 'A100-40GB'],
    ['gpu.A100(size="80GB")', legacy('gpu.A100', [], { size: str('80GB') }), 'A100-80GB'],
    ['gpu.A100(memory=80)', legacy('gpu.A100', [], { memory: int(80) }), 'A100-80GB'],
    ['gpu.A100(memory=1)', legacy('gpu.A100', [], { memory: int(1) }), 'A100-1GB'],
    ['gpu.A100(memory=0)', legacy('gpu.A100', [], { memory: int(0) }), 'A100-40GB'],
    ['gpu.A100(memory="80")', legacy('gpu.A100', [], { memory: str('80') }), 'A100-40GB'],
    ['gpu.A100(size="", memory=80)', legacy('gpu.A100', [], { size: str(''), memory: int(80) }), 'A100-80GB'],
    ['gpu.H100(count="4")', legacy('gpu.H100', [], { count: str('4') }), 'refused: gpuCountNotKnown'],
    ['modal.Volume()', legacy('Volume', []), 'refused: notGpu'],
  ];
  for (const [title, value, expected] of cases) {
    it(title, () => {
      assert.equal(parsed(value), expected);
    });
  }

  it('are written back in the shortest way', () => {
    const label = (type: string | null, count: number): string => gpuLabel({ type, count } satisfies Gpu);
    assert.deepEqual([label('H100', 1), label('H100', 2), label(null, 0)], ['H100', 'H100:2', 'CPU']);
  });
});
