/** What a declaration or call is called in a sentence. */
import {
  isCountUnknown,
  type CallSite,
  type CallSiteForm,
  type Declaration,
  type Subject,
} from '../../modal/declaration';
import type { SubjectCount } from '../../modal/countSubjects';
import { oneLine, shorten } from '../escape';
import { plural } from './plural';
import { message, t } from './translate';

/** Text of a workspace in a message: plain, short, on one line. */
export function shown(text: string): string {
  return shorten(oneLine(text), 80);
}

/** `3 declarations and 1 call`; `3 declarations` where there are no calls. */
export function subjectCountText({ declarations, calls }: SubjectCount): string {
  const declared = plural(declarations, message('{0} declaration'), message('{0} declarations'));
  return calls === 0
    ? declared
    : t('{0} and {1}', declared, plural(calls, message('{0} call'), message('{0} calls')));
}

/** Within a sentence: `Model.run`, `this sandbox`. */
export function subjectName(subject: Subject): string {
  if (subject.type === 'call') {
    const changed = changedDeclaration(subject);
    return changed === null ? callName(subject.form) : t('this call on {0}', changed);
  }
  if (subject.kind !== 'sandbox') return shown(subject.qualname);
  return isNameless(subject) ? t('this sandbox') : t('sandbox {0}', shown(subject.qualname));
}

/** At the beginning of a sentence: `Model.run`, `This sandbox`. */
export function subjectAtStart(subject: Subject): string {
  if (subject.type === 'call') {
    const changed = changedDeclaration(subject);
    return changed === null ? callAtStart(subject.form) : t('This call on {0}', changed);
  }
  if (subject.kind !== 'sandbox') return shown(subject.qualname);
  return isNameless(subject) ? t('This sandbox') : t('Sandbox {0}', shown(subject.qualname));
}

/** Behind a name: how many there are, where the code leaves that open. */
export function timesText(subject: Subject): string {
  return isCountUnknown(subject) ? ` ${t('× unknown')}` : '';
}

/** In a column of names: `Model.run`, `(sandbox)`, `Model (with_options)`. */
export function rowName(subject: Subject): string {
  if (subject.type === 'declaration') return `${oneLine(subject.qualname)}${timesText(subject)}`;
  const changed = changedDeclaration(subject);
  const method = subject.changes?.method ?? subject.form;
  return changed === null ? `(${method})` : `${changed} (${method})`;
}

function changedDeclaration({ joined }: CallSite): string | null {
  return joined?.declaration ? shown(joined.declaration.qualname) : null;
}

/** A sandbox that nothing holds, or that is called what it is. */
function isNameless({ name }: Declaration): boolean {
  return name === 'sandbox';
}

function callName(form: CallSiteForm): string {
  switch (form) {
    case 'image_build':
      return t('this image build');
    case 'with_options':
    case 'update_autoscaler':
      return t('this call');
  }
}

function callAtStart(form: CallSiteForm): string {
  switch (form) {
    case 'image_build':
      return t('This image build');
    case 'with_options':
    case 'update_autoscaler':
      return t('This call');
  }
}
