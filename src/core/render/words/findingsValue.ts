/** What the rules on written values find, in words. */
import type { Subject } from '../../modal/declaration';
import type { ValueMessage } from '../../review/findings/valueMessages';
import { oneLine } from '../escape';
import { plainNumber } from '../money';
import { declaredNoteText } from './declaredNotes';
import { parameterWords } from './parameterWords';
import { reasonText } from './reasons';
import { replacementText } from './replacements';
import { shown, subjectAtStart, subjectName } from './subjectNames';
import { t } from './translate';

export function valueText(message: ValueMessage, subject: Subject): string {
  switch (message.kind) {
    case 'oldName':
      return oldNameText(message.arguments);
    case 'noPrice':
      return noPriceText(message.arguments, subject);
    case 'unknownGpu':
      return unknownGpuText(message.arguments, subject);
    case 'fewerThanOneGpu':
      return t(
        '{0} asks for {1} of {2}: a container has at least one, or no gpu at all.',
        subjectAtStart(subject),
        plainNumber(message.arguments.count),
        shown(message.arguments.type),
      );
    case 'moreGpusThanOffered':
      return t(
        '{0} asks for {1} of {2} in a container: Modal documents {3} at most.',
        subjectAtStart(subject),
        plainNumber(message.arguments.count),
        shown(message.arguments.type),
        message.arguments.max,
      );
    case 'formIgnored':
      return t(
        '{0}={1} of {2} has no effect: Modal’s SDK passes over this form without a word, and {3} holds.',
        message.arguments.parameter,
        shown(message.arguments.source),
        subjectName(subject),
        parameterWords(message.arguments.parameter).fallback,
      );
    case 'nonpreemptibleWithGpu':
      return t(
        'nonpreemptible=True of {0} has no effect: Modal documents it as not available together with a GPU, and no factor is counted for it.',
        subjectName(subject),
      );
    case 'gpuFormNoted':
      return t(
        'gpu={0} of {1}: {2}',
        shown(message.arguments.source),
        subjectName(subject),
        declaredNoteText(message.arguments.note),
      );
  }
}

type Said<Kind extends ValueMessage['kind']> = Extract<ValueMessage, { readonly kind: Kind }>['arguments'];

function oldNameText({ old, use, warnedSince, refusedSince }: Said<'oldName'>): string {
  const warned = warnedSince === null ? '' : t('; {0} and later warn of it', warnedSince);
  const what =
    refusedSince === null
      ? t('no version of Modal’s SDK knows it')
      : t('Modal’s SDK refuses it from {0} on{1}', refusedSince, warned);
  return t('{0} is now {1}: {2}.', shown(old), shown(replacementText(use)), what);
}

function noPriceText({ types, bookTitle, isBesideList, near }: Said<'noPrice'>, subject: Subject): string {
  const title = oneLine(bookTitle);
  const missing = t(
    'There is no price for {0} in {1}: what {2} costs is not known.',
    shown(types.join(', ')),
    isBesideList ? t('{0}, nor in Modal’s list', title) : title,
    subjectName(subject),
  );
  return near === null ? missing : `${missing} ${t('Did you mean {0}?', near)}`;
}

function unknownGpuText({ source, reason, gpus }: Said<'unknownGpu'>, subject: Subject): string {
  return t(
    'The GPU of {0} is not known here, and so its price: gpu={1}{2}.{3}',
    subjectName(subject),
    shown(source),
    reason === null ? '' : `, ${shown(reasonText(reason))}`,
    gpus.length === 0 ? '' : ` ${t('It may be {0}, and others.', gpus.join(` ${t('or')} `))}`,
  );
}
