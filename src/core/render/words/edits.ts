import type { EditNote, ImportSource } from '../../edits/editNote';
import type { EditTarget } from '../../edits/editTargets';
import type { OldNameNote } from '../../edits/oldNames/oldNameNote';
import type { EditRefusal } from '../../edits/refusal';
import { t } from './translate';

/** Why code cannot be changed. */
export function editRefusalText(refusal: EditRefusal): string {
  switch (refusal.kind) {
    case 'nothingDecorated':
      return t('there is no function or class below the decorator yet');
    case 'codeDoesNotParse':
      return t('the code of {0} has a syntax error', refusal.name);
    case 'declarationMoved':
      return t('{0} has moved', refusal.name);
    case 'callMoved':
      return t('the call on line {0} has moved', refusal.line);
    case 'keywordsElsewhere':
      return t('the parameters of {0} are set in another file, or by several calls', refusal.name);
    case 'keywordsShared':
      return t('other declarations share the parameters of {0}', refusal.name);
    case 'onlySign':
      return t(
        'without {0}, nothing would show that {1} belongs to a Modal app: write {0}=None',
        refusal.keyword,
        refusal.name,
      );
    case 'noArgumentList':
      return t('the decorator of {0} has no argument list', refusal.name);
    case 'spreadVaries':
      return t(
        '{0} comes from `**{1}`, which can differ between runs',
        refusal.key,
        beginning(refusal.spread),
      );
    case 'givenBySpread':
      return t('{0} comes from `**{1}`', refusal.key, beginning(refusal.spread));
    case 'spreadUsesOldName':
      return t(
        '`**{0}` sets {1} by its deprecated name {2}',
        beginning(refusal.spread),
        refusal.name,
        refusal.old,
      );
    case 'dictIncomplete':
      return t('the dict that contains {0} is incomplete', refusal.key);
    case 'cannotBeRemoved':
      return t('{0} can be changed, not removed', list(refusal.names));
    case 'bindsName':
      return t('`{0}` is set in this value and read elsewhere', refusal.name);
    case 'notAMultiple':
      return t('{0} is not a multiple of {1}', refusal.value, refusal.factor);
    case 'doesNotFit':
      return t('{0} does not match `{1}`', refusal.value, refusal.template);
  }
}

/** What a person should know of an edit. */
export function editNoteText(note: EditNote): string {
  switch (note.kind) {
    case 'boundSeveralTimes':
      return t('`{0}` is set on lines {1}, so it is not changed.', note.name, note.lines.join(t(' and ')));
    case 'imported':
      return t('`{0}` comes from {1}, which is not changed.', note.name, importSourceText(note.from));
    case 'isParameter':
      return t('`{0}` is a parameter of `{1}`. Its callers are not changed.', note.name, note.of);
    case 'notAConstant':
      return t('`{0}` is not a plain constant, so it is not changed.', note.name);
    case 'isUnit':
      return t('{0} is a unit: another value would change its meaning.', list(note.names));
    case 'spreadMaySet':
      return t(
        '`**{0}` may also set {1}: Python does not allow it twice.',
        shortened(note.spread),
        note.name,
      );
    default:
      return oldNameNoteText(note);
  }
}

function importSourceText(source: ImportSource): string {
  switch (source.kind) {
    case 'module':
      return `\`${source.name}\``;
    case 'file':
      return source.file;
    case 'cell':
      return t('cell {0}', source.number);
  }
}

/** What a fix of old names had to leave. */
function oldNameNoteText(note: OldNameNote): string {
  switch (note.kind) {
    case 'spreadFromElsewhere':
      return t('{0} in `**{1}` is not in this file.', note.old, beginning(note.spread));
    case 'keyReadElsewhere':
      return t('{0} of `{1}` is also read elsewhere, so it is not renamed.', note.old, note.dict);
    case 'spreadShared':
      return t(
        '{0} in `**{1}` is shared: {2} cannot be changed on its own.',
        note.old,
        beginning(note.spread),
        note.declaration,
      );
    case 'hasConcurrent':
      return t('{0} already has @modal.concurrent: its values stay.', note.declaration);
    case 'noDecorator':
      return t('{0} on line {1} has no decorator to move to.', note.old, note.line);
    case 'beforeWithConcurrency':
      return t('{0} on line {1} comes before with_concurrency: its values stay.', note.old, note.line);
    case 'mayBeTruthGpu':
      return t('`gpu={0}` may be a boolean: rewrite it as a string by hand.', beginning(note.value));
    case 'readsGpuObject':
      return t('`{0}` reads the GPU object: rewrite it as a string by hand.', note.attribute);
    case 'gpuNotUnderstood':
      return t('`{0}` is too complex to rewrite safely.', beginning(note.call));
    case 'nameTaken':
      return t('{0} is not renamed, since {1} means something else in this file.', note.old, note.name);
  }
}

/** What would be done at a place, for a list to choose from. */
export function editTargetText({ kind, parameter, names, lines, uses }: EditTarget): string {
  if (kind === 'here') {
    const write = t('Write {0} here, on line {1}', parameter, lines[0]!);
    return uses > 1 ? t('{0}, for {1} declarations', write, uses) : write;
  }
  const what = kind === 'environmentDefault' ? defaultOf(names) : list(names);
  const change = t('Change {0} in {1}', what, lineList(lines));
  return uses > 1 ? t('{0}, used {1} times', change, uses) : change;
}

function defaultOf(names: readonly string[]): string {
  return names.length > 1 ? t('the defaults of {0}', list(names)) : t('the default of {0}', list(names));
}

function lineList(lines: readonly number[]): string {
  return lines.length > 1 ? t('lines {0}', list(lines.map(String))) : t('line {0}', lines[0]!);
}

function list(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : t('{0} and {1}', words.slice(0, -1).join(', '), words.at(-1)!);
}

/** The beginning of a piece of code, which may go on over many lines. */
function beginning(code: string): string {
  return code.slice(0, 60);
}

/** A piece of code on one line, with a mark where it goes on. */
function shortened(code: string): string {
  const line = code.replace(/\s+/g, ' ');
  return line.length > 40 ? `${line.slice(0, 39)}…` : line;
}
