/** The hover of one cost keyword: what it comes to in one sentence with one figure, and one thing to do. */
import type { Assessment } from '../cost/assess';
import { parameter } from '../cost/quantities';
import { NO_SAVINGS, type Saving, type Savings } from '../cost/savings';
import type { Declared, Subject } from '../modal/declaration';
import { currentName, parameterInfo, type ParameterName } from '../modal/parameters';
import { inlineCode } from './escape';
import { blocks, linkRow, placeIn, type HoverLinks } from './hoverParts';
import { figureText, misspelled } from './keywordFigure';
import { isPlain, valueIs, valueOriginText, writtenHere } from './valueOrigin';
import { oldNameText } from './words/oldNames';
import { parameterWords } from './words/parameterWords';
import { keptInstead, savesText, savingCode, savingInstead } from './words/savingWords';
import { t } from './words/translate';

/** @param found what may be saved in the declaration, and what stays */
export function parameterHover(
  name: ParameterName,
  assessment: Assessment,
  links: HoverLinks = {},
  found: Savings = NO_SAVINGS,
): string {
  const saving = found.savings.find(({ kind }) => kind === currentName(name));
  return blocks([
    `${parameterSentence(name, assessment, links, found)} ${actions(name, assessment, links, saving)}`.trimEnd(),
    parameterWhat(name),
  ]);
}

/** What a cost keyword does, since when, and what it is called now. */
export function parameterWhat(name: ParameterName): string {
  const { since, old } = parameterInfo(name);
  if (old) return oldNameText(name, old.use, old);
  const said = parameterWords(name).description;
  return since === null ? said : `${said} ${t('Since SDK {0}.', since)}`;
}

/** `` `min_containers=2`: **$586/mo** idle; with 0, the same 0.23% cold starts. `` */
function parameterSentence(
  name: ParameterName,
  assessment: Assessment,
  links: HoverLinks,
  found: Savings,
): string {
  const { subject } = assessment.estimate;
  const value = valueOf(name, subject);
  const written = writtenText(name, value, subject, links);
  if (value?.status === 'unknown') return `${written}.`;
  const figure = figureText(currentName(name), assessment);
  if (figure === '') return `${written}.`;
  return `${written}: ${[figure, adviceText(currentName(name), assessment, found)].filter(Boolean).join('; ')}.`;
}

/** What to set instead, or why it stays; of the warm pool also that nothing is known. Empty where there is nothing to say. */
function adviceText(
  name: ParameterName,
  assessment: Assessment,
  { savings, kept, isWaiting }: Savings,
): string {
  const saving = savings.find(({ kind }) => kind === name);
  if (saving) return savingInstead(saving);
  const stays = kept.find(({ kind }) => kind === name);
  if (stays) return keptInstead(stays);
  if (!isOfPool(name) || !isBilled(name, assessment)) return '';
  if (isWaiting) return t('simulating whether less is enough');
  if (isUsageMissing(assessment))
    return name === 'min_containers'
      ? t('set the usage to see how many are needed')
      : t('set the usage to see how long it needs to be');
  return assessment.usage === null ? '' : t('nothing better is known');
}

function isOfPool(name: ParameterName): boolean {
  return name === 'min_containers' || name === 'scaledown_window';
}

/** Whether anything is paid for the setting. */
function isBilled(name: ParameterName, { estimate: { floor, context } }: Assessment): boolean {
  return name === 'min_containers' ? floor !== null : context.book.billing.scaledownTail;
}

function isUsageMissing({ month, usage }: Assessment): boolean {
  return usage !== null && month === null;
}

function valueOf(name: ParameterName, subject: Subject): Declared<unknown> | undefined {
  return name === 'gpu' ? subject.gpu : (subject.params[name] ?? parameter(subject.params, name));
}

/** The keyword as written; where that is not its value, the value and where it comes from. */
function writtenText(
  name: ParameterName,
  value: Declared<unknown> | undefined,
  subject: Subject,
  links: HoverLinks,
): string {
  if (!value) return inlineCode(name);
  if (isPlain(name, value, subject)) return valueIs(name, value);
  const from = valueOriginText(name, value, subject, placeIn(links));
  return from === '' || from === writtenHere()
    ? valueIs(name, value)
    : t('{0} ({1})', valueIs(name, value), from);
}

/** What to do about the keyword, and the way to all figures. */
function actions(
  name: ParameterName,
  assessment: Assessment,
  links: HoverLinks,
  saving: Saving | undefined,
): string {
  const near = name === 'gpu' ? misspelled(assessment.estimate) : undefined;
  const change: [string, string | undefined] = near
    ? [t('Change to {0}', near), links.setGpu?.(near)]
    : saving
      ? [t('Set {0} ({1})', savingCode(saving), savesText(saving)), links.save?.(saving)]
      : isOfPool(currentName(name)) && isUsageMissing(assessment)
        ? [t('Set usage'), links.setUsage]
        : [t('What if…'), links.whatIf];
  return linkRow([change, [t('Show arithmetic'), links.explain]]);
}
