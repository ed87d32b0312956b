/** What a declaration or call is called in a sentence. */
import type { CallSiteForm, Subject } from '../../modal/declaration';
import { oneLine, shorten } from '../escape';
import { t } from './translate';

/** Text of a workspace in a message: plain, short, on one line. */
export function shown(text: string): string {
  return shorten(oneLine(text), 80);
}

/** Within a sentence: `Model.run`, `this image build`. */
export function subjectName(subject: Subject): string {
  return subject.type === 'declaration' ? shown(subject.qualname) : callName(subject.form);
}

/** At the beginning of a sentence: `Model.run`, `This image build`. */
export function subjectAtStart(subject: Subject): string {
  return subject.type === 'declaration' ? shown(subject.qualname) : callAtStart(subject.form);
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
