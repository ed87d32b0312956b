import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { fromPanelSchema, parseMessage, toPanelSchema, type FromPanel } from '../../src/protocol';
import { panelFixture } from '../ui/panel/fixture';
import { check, hostileText, TIMEOUT } from './support';

/** Words of the protocol, so that a random message is often nearly one. */
const WORDS = [
  ...[
    'type',
    'view',
    'ready',
    'state',
    'input',
    'name',
    'value',
    'reset',
    'preset',
    'id',
    'pin',
    'unpin',
    'copy',
  ],
  ...[
    'as',
    'markdown',
    'csv',
    'save',
    'chart',
    'svg',
    'png',
    'data',
    'apply',
    'saveUsage',
    'bars',
    'reveal',
    'rejected',
    'reason',
  ],
  ...[
    'title',
    'charts',
    'sections',
    'groups',
    'strings',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ],
];
const word = fc.constantFrom(...WORDS);
const anything = fc.anything({
  key: fc.oneof(word, hostileText),
  values: [
    word,
    hostileText,
    fc.double(),
    fc.constant(null),
    fc.constant(undefined),
    fc.bigInt(),
    fc.boolean(),
  ],
  maxDepth: 5,
  withNullPrototype: true,
  withSparseArray: true,
  withDate: true,
  withMap: true,
  withTypedArray: true,
});
const nearly = fc.dictionary(word, fc.oneof(word, hostileText, anything), { maxKeys: 6 });

/** Messages that are right. */
const plain = { noNullPrototype: true } as const;
const message = fc.oneof(
  fc.constantFrom<FromPanel>(
    { type: 'reset' },
    { type: 'pin' },
    { type: 'apply' },
    { type: 'saveUsage' },
    { type: 'reveal' },
  ),
  fc.record({ type: fc.constant('ready' as const), state: fc.option(hostileText) }, plain),
  fc.record(
    { type: fc.constant('input' as const), name: fc.constantFrom('gpu', 'a.b-c'), value: hostileText },
    plain,
  ),
  fc.record(
    { type: fc.constant('copy' as const), as: fc.constantFrom('markdown' as const, 'csv' as const) },
    plain,
  ),
);

const schemas = [toPanelSchema, fromPanelSchema];

describe('a message between panel and host', function () {
  this.timeout(TIMEOUT);

  it('that is none is refused with a reason, and never throws', () => {
    let refused = 0;
    check(fc.oneof(anything, nearly), 400, (value) => {
      for (const schema of schemas) {
        const result = parseMessage(schema, value);
        if (result.ok) continue;
        refused++;
        assert.match(result.reason, /^.+: ./s);
      }
    });
    assert.ok(refused > 0);
  });

  it('that is one is taken as it is, and is none with anything beside', () => {
    check(fc.tuple(message, fc.constantFrom('extra', '__proto__', 'constructor')), 200, ([each, extra]) => {
      const result = parseMessage(fromPanelSchema, each);
      assert.ok(result.ok);
      assert.deepEqual(result.message, each);
      const more: object = Object.defineProperty({ ...each }, extra, { value: {}, enumerable: true });
      assert.equal(parseMessage(fromPanelSchema, more).ok, false);
    });
  });

  it('is bounded in every part', () => {
    const long = 'x'.repeat(9_000_000);
    for (const value of [
      { type: 'input', name: 'gpu', value: long },
      { type: 'input', name: long, value: '' },
      { type: 'ready', state: long },
      { type: 'save', chart: 'a', as: 'svg', data: long },
      { type: long },
      { type: 'preset', id: '../../x' },
      { type: 'rejected', reason: long },
    ]) {
      for (const schema of schemas) {
        const result = parseMessage(schema, value);
        assert.ok(!result.ok);
        assert.ok(result.reason.length < 1_000, `${result.reason.length} characters`);
      }
    }
  });

  it('is bounded in the bars of weights', () => {
    const [group] = panelFixture().groups;
    const taken = (bars: object): boolean => {
      const field = { ...group!.fields[0]!, kind: 'weights', bars };
      const view = { ...panelFixture(), groups: [{ title: 'a', fields: [field] }] };
      return parseMessage(toPanelSchema, { type: 'view', view }).ok;
    };
    const bars = { labels: Array.from({ length: 24 }, String), of: 'of all', shapes: [] };
    assert.ok(taken(bars));
    for (const wrong of [
      { ...bars, labels: [] },
      { ...bars, labels: Array.from({ length: 25 }, String) },
      { ...bars, labels: ['x'.repeat(5_000)] },
      { ...bars, of: 'x'.repeat(5_000) },
      { ...bars, shapes: Array.from({ length: 9 }, () => ({ label: 'a', value: '1' })) },
      { ...bars, shapes: [{ label: 'a', value: 1 }] },
      { ...bars, more: 1 },
    ])
      assert.equal(taken(wrong), false);
  });

  it('may be deep', () => {
    let deep: unknown = 1;
    for (let i = 0; i < 20_000; i++) deep = i % 2 === 0 ? [deep] : { type: deep };
    for (const schema of schemas) assert.equal(parseMessage(schema, { type: 'view', view: deep }).ok, false);
  });
});
