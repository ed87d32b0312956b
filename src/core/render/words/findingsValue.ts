/** What the rules on written values find, in words. */
import type { Subject } from '../../modal/declaration';
import type { ValueMessage } from '../../review/findings/valueMessages';
import { oneLine } from '../escape';
import { plainNumber, usdShort } from '../money';
import { declaredNoteText } from './declaredNotes';
import { parameterWords } from './parameterWords';
import { reasonText } from './reasons';
import { replacementText } from './replacements';
import { savingCode } from './savingWords';
import { shown, subjectAtStart, subjectName } from './subjectNames';
import { t } from './translate';
import { bookTitle } from './priceBooks';

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
        '{0} requests {1} × {2}: request at least one, or leave gpu out.',
        subjectAtStart(subject),
        plainNumber(message.arguments.count),
        shown(message.arguments.type),
      );
    case 'moreGpusThanOffered':
      return t(
        '{0} requests {1} × {2} per container: Modal documents a maximum of {3}.',
        subjectAtStart(subject),
        plainNumber(message.arguments.count),
        shown(message.arguments.type),
        message.arguments.max,
      );
    case 'cheaperGpu': {
      const { saving } = message.arguments;
      return t(
        '{0} costs {1} less per month with {2}, if requests take no longer. It has no less memory ({3} GB).',
        subjectAtStart(subject),
        usdShort(saving.usdPerMonth),
        savingCode(saving),
        plainNumber(saving.vramGb),
      );
    }
    case 'notWholeNumber':
      return t(
        '{0}={1} of {2} must be a whole number: Modal rejects {3}, so the cost is unknown.',
        message.arguments.parameter,
        shown(message.arguments.source),
        subjectName(subject),
        plainNumber(message.arguments.value),
      );
    case 'formIgnored':
      return t(
        '{0}={1} of {2} has no effect: Modal’s SDK silently ignores this form and uses {3}.',
        message.arguments.parameter,
        shown(message.arguments.source),
        subjectName(subject),
        parameterWords(message.arguments.parameter).fallback,
      );
    case 'nonpreemptibleWithGpu':
      return t(
        'nonpreemptible=True of {0} has no effect: according to Modal’s documentation, it is not available with a GPU. The price is not multiplied.',
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
  const names = [shown(old), shown(replacementText(use))] as const;
  if (refusedSince === null && warnedSince !== null)
    return t('{0} is now {1}: Modal’s SDK warns about the old name since {2}.', ...names, warnedSince);
  if (refusedSince === null) return t('{0} is not a name in Modal’s SDK. Use {1}.', ...names);
  return warnedSince === null
    ? t('{0} is now {1}: Modal’s SDK rejects the old name since {2}.', ...names, refusedSince)
    : t(
        '{0} is now {1}: Modal’s SDK warns about the old name since {2} and rejects it since {3}.',
        ...names,
        warnedSince,
        refusedSince,
      );
}

function noPriceText({ types, lineage, onList, near }: Said<'noPrice'>, subject: Subject): string {
  const missing = t(
    'There is no price for {0} in {1}: the cost of {2} is unknown.',
    shown(types.join(', ')),
    oneLine(bookTitle({ lineage })),
    subjectName(subject),
  );
  return [
    missing,
    ...(onList.length > 0 ? [t('Modal’s list has a price for {0}.', shown(onList.join(', ')))] : []),
    ...(near === null ? [] : [t('Did you mean {0}?', near)]),
  ].join(' ');
}

function unknownGpuText({ source, reason, gpus }: Said<'unknownGpu'>, subject: Subject): string {
  return t(
    'The GPU of {0} is unknown, and so is its price: gpu={1}{2}.{3}',
    subjectName(subject),
    shown(source),
    reason === null ? '' : `, ${shown(reasonText(reason))}`,
    gpus.length === 0 ? '' : ` ${t('It can be {0}, or something else.', gpus.join(` ${t('or')} `))}`,
  );
}
