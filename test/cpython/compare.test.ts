/** That the comparison finds what is wrong: each kind of difference, planted. */
import { strict as assert } from 'node:assert';
import { compare, type DifferenceKind, type ScanOutput } from './compare';
import type { Executed, Execution } from './python';

type Listed = ScanOutput['declarations'][number];

const H100 = [{ type: 'H100', count: 1 }];
const ABSENT = { status: 'absent', options: [] } as const;

function listed(changed: Partial<Listed> = {}): Listed {
  return { file: 'app.py', line: 3, kind: 'function', gpu: ABSENT, params: {}, ...changed };
}

function execution(given: Readonly<Record<string, unknown>>, changed: Partial<Executed> = {}): Execution {
  const call = [['app.py', 3, 5]] as const;
  const record = {
    form: 'function',
    call,
    applied: call,
    arguments: given,
    stacked: {},
    guessed: false,
    ...changed,
  };
  return { file: 'app.py', raised: null, records: [record] };
}

function kinds(declarations: readonly Listed[], ...executions: readonly Execution[]): DifferenceKind[] {
  const scan = { reads: ['gpu', 'min_containers'], declarations, callSites: [] };
  return compare(scan, executions).differences.map(({ kind }) => kind);
}

describe('comparison with CPython', () => {
  const known = listed({ gpu: { status: 'known', options: H100 } });

  it('accepts what CPython confirms', () => {
    assert.deepEqual(kinds([known], execution({ gpu: [['H100', 1]] })), []);
    const warm = listed({ params: { min_containers: { status: 'range', candidates: [1, 2] } } });
    assert.deepEqual(kinds([warm], execution({ min_containers: 2 })), []);
    assert.deepEqual(kinds([listed({ gpu: { status: 'unknown' } })], execution({ gpu: [['T4', 1]] })), []);
    assert.deepEqual(kinds([listed()], execution({ gpu: [], min_containers: null, image: 'not read' })), []);
  });

  it('finds a registration that is not listed', () => {
    assert.deepEqual(kinds([], execution({})), ['missing']);
    assert.deepEqual(kinds([listed({ line: 6 })], execution({})), ['missing']);
    assert.deepEqual(kinds([listed({ kind: 'with_options' })], execution({})), ['missing']);
  });

  it('finds a value that CPython does not pass', () => {
    assert.deepEqual(kinds([known], execution({ gpu: [['H100', 2]] })), ['contradicted']);
    assert.deepEqual(kinds([known], execution({})), ['contradicted']);
    const warm = listed({ params: { min_containers: { status: 'known', value: 1 } } });
    assert.deepEqual(kinds([warm], execution({ min_containers: true })), ['contradicted'], 'True is not 1');
    const beside = listed({ concurrent: { max_inputs: { status: 'known', value: 4 } } });
    assert.deepEqual(kinds([beside], execution({}, { stacked: { concurrent: { max_inputs: 5 } } })), [
      'contradicted',
    ]);
  });

  it('finds a value outside a range, and one that is passed over in silence', () => {
    const range = listed({ gpu: { status: 'range', candidates: [H100, []] } });
    assert.deepEqual(kinds([range], execution({ gpu: [['T4', 1]] })), ['outside']);
    assert.deepEqual(kinds([listed()], execution({ min_containers: 2 })), ['silent']);
    assert.deepEqual(kinds([listed({ unreadSpreads: [{}] })], execution({ min_containers: 2 })), []);
  });

  it('takes a call that is executed twice for both of its values', () => {
    const twice = [execution({ gpu: [['H100', 1]] }), execution({ gpu: [['T4', 1]] })];
    assert.deepEqual(kinds([known], ...twice), ['contradicted']);
    const t4 = listed({ gpu: { status: 'known', options: [{ type: 'T4', count: 1 }] } });
    assert.deepEqual(kinds([known, t4], ...twice), []);
    assert.deepEqual(kinds([known, t4], twice[0]!), ['contradicted'], 'a T4 that CPython never registers');
  });

  it('finds the place where a helper is called, or where a held decorator is applied', () => {
    const stack = [
      ['app.py', 9, 9],
      ['app.py', 3, 3],
    ] as const;
    assert.deepEqual(kinds([known], execution({ gpu: [['H100', 1]] }, { call: stack })), []);
    const held = { call: [['app.py', 1, 1]], applied: [['app.py', 3, 3]] } as const;
    assert.deepEqual(kinds([known], execution({ gpu: [['H100', 1]] }, held)), []);
  });

  it('says nothing of what a stub decides', () => {
    assert.deepEqual(kinds([known], execution({ gpu: { stub: true } })), []);
    assert.deepEqual(kinds([known], execution({ gpu: [['T4', 1]] }, { guessed: true })), []);
  });
});
