/** What a declaration or call is called in a sentence. */
import type { CallSite, CallSiteForm, Subject } from '../../modal/declaration';
import { oneLine, shorten } from '../escape';
import { t } from './translate';

/** Text of a workspace in a message: plain, short, on one line. */
export function shown(text: string): string {
  return shorten(oneLine(text), 80);
}

/** Within a sentence: `Model.run`, `this sandbox`. */
export function subjectName(subject: Subject): string {
  if (subject.type === 'declaration') return shown(subject.qualname);
  const changed = changedDeclaration(subject);
  return changed === null ? callName(subject.form) : t('this call on {0}', changed);
}

/** At the beginning of a sentence: `Model.run`, `This sandbox`. */
export function subjectAtStart(subject: Subject): string {
  if (subject.type === 'declaration') return shown(subject.qualname);
  const changed = changedDeclaration(subject);
  return changed === null ? callAtStart(subject.form) : t('This call on {0}', changed);
}

/** In a column of names: `Model.run`, `(sandbox)`, `Model (with_options)`. */
export function rowName(subject: Subject): string {
  if (subject.type === 'declaration') return oneLine(subject.qualname);
  const changed = changedDeclaration(subject);
  const method = subject.changes?.method ?? subject.form;
  return changed === null ? `(${method})` : `${changed} (${method})`;
}

function changedDeclaration({ joined }: CallSite): string | null {
  return joined?.declaration ? shown(joined.declaration.qualname) : null;
}

function callName(form: CallSiteForm): string {
  switch (form) {
    case 'sandbox':
      return t('this sandbox');
    case 'image_build':
      return t('this image build');
    case 'imperative':
      return t('this function');
    case 'with_options':
    case 'update_autoscaler':
      return t('this call');
  }
}

function callAtStart(form: CallSiteForm): string {
  switch (form) {
    case 'sandbox':
      return t('This sandbox');
    case 'image_build':
      return t('This image build');
    case 'imperative':
      return t('This function');
    case 'with_options':
    case 'update_autoscaler':
      return t('This call');
  }
}
