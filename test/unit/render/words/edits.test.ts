import { strict as assert } from 'node:assert';
import type { EditNote } from '../../../../src/core/edits/editNote';
import type { EditTarget } from '../../../../src/core/edits/editTargets';
import type { EditRefusal } from '../../../../src/core/edits/refusal';
import { editNoteText, editRefusalText, editTargetText } from '../../../../src/core/render/words/edits';

const LONG = `dict(${'a=1, '.repeat(40)}\n    b=2)`;

const REFUSALS: readonly (readonly [EditRefusal, string])[] = [
  [{ kind: 'nothingDecorated' }, 'there is no function or class below the decorator yet'],
  [{ kind: 'noArgumentList', name: 'f' }, 'the decorator of f has no argument list'],
  [{ kind: 'callMoved', line: 7 }, 'the call on line 7 has moved'],
  [
    { kind: 'spreadVaries', key: 'gpu', spread: LONG },
    `gpu comes from \`**${LONG.slice(0, 60)}\`, which can differ between runs`,
  ],
  [
    { kind: 'spreadUsesOldName', spread: 'old()', name: 'min_containers', old: 'keep_warm' },
    '`**old()` sets min_containers by its deprecated name keep_warm',
  ],
  [{ kind: 'dictIncomplete', key: 'gpu' }, 'the dict that contains gpu is incomplete'],
  [{ kind: 'cannotBeRemoved', names: ['A', 'B', 'C'] }, 'A, B and C can be changed, not removed'],
  [{ kind: 'notAMultiple', value: '90', factor: 60 }, '90 is not a multiple of 60'],
  [{ kind: 'doesNotFit', value: '"T4"', template: 'f"{G}:2"' }, '"T4" does not match `f"{G}:2"`'],
];

const NOTES: readonly (readonly [EditNote, string])[] = [
  [
    { kind: 'boundSeveralTimes', name: 'G', lines: [1, 2, 9] },
    '`G` is set on lines 1 and 2 and 9, so it is not changed.',
  ],
  [
    { kind: 'imported', name: 'G', from: { kind: 'module', name: 'lib.a' } },
    '`G` comes from `lib.a`, which is not changed.',
  ],
  [
    { kind: 'imported', name: 'G', from: { kind: 'file', file: 'lib/a.py' } },
    '`G` comes from lib/a.py, which is not changed.',
  ],
  [
    { kind: 'imported', name: 'G', from: { kind: 'cell', number: 2 } },
    '`G` comes from cell 2, which is not changed.',
  ],
  [
    { kind: 'spreadMaySet', spread: 'a(\n    1,\n    2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)', name: 'gpu' },
    '`**a( 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 1…` may also set gpu: Python does not allow it twice.',
  ],
  [
    { kind: 'nameTaken', old: 'Stub', name: 'App' },
    'Stub is not renamed, since App means something else in this file.',
  ],
  [
    { kind: 'spreadShared', old: 'keep_warm', spread: LONG, declaration: 'f' },
    `keep_warm in \`**${LONG.slice(0, 60)}\` is shared: f cannot be changed on its own.`,
  ],
];

const TARGET = { parameter: 'gpu', uses: 1, notes: [], edits: () => ({ edits: [], notes: [] }) } as const;

const TARGETS: readonly (readonly [EditTarget, string])[] = [
  [{ ...TARGET, kind: 'here', lines: [4], names: [] }, 'Write gpu here, on line 4'],
  [
    { ...TARGET, kind: 'constant', lines: [4], names: ['GPU'], uses: 3 },
    'Change GPU in line 4, used 3 times',
  ],
  [{ ...TARGET, kind: 'constant', lines: [4, 5], names: ['A', 'B'] }, 'Change A and B in lines 4 and 5'],
  [
    { ...TARGET, kind: 'environmentDefault', lines: [4], names: ['GPU'] },
    'Change the default of GPU in line 4',
  ],
  [
    { ...TARGET, kind: 'environmentDefault', lines: [4], names: ['A', 'B'] },
    'Change the defaults of A and B in line 4',
  ],
];

describe('the words of edits', () => {
  it('say why code cannot be changed', () => {
    for (const [refusal, text] of REFUSALS) assert.equal(editRefusalText(refusal), text);
  });

  it('say what the user should know', () => {
    for (const [note, text] of NOTES) assert.equal(editNoteText(note), text);
  });

  it('say what is changed, and where', () => {
    for (const [target, text] of TARGETS) assert.equal(editTargetText(target), text);
  });
});
