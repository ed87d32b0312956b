/** The hover of one cost keyword: what it comes to in one sentence with one figure, and one thing to do. */
import type { Assessment } from '../cost/assess';
import { parameter } from '../cost/quantities';
import type { Saving } from '../cost/savings';
import type { Declared, Subject } from '../modal/declaration';
import { currentName, parameterInfo, type ParameterName } from '../modal/parameters';
import { inlineCode } from './escape';
import { blocks, linkRow, placeIn, type HoverLinks } from './hoverParts';
import { figureText, misspelled } from './keywordFigure';
import { isPlain, valueIs, valueOriginText, writtenHere } from './valueOrigin';
import { oldNameText } from './words/oldNames';
import { parameterWords } from './words/parameterWords';
import { savesText, savingCode, savingInstead } from './words/savingWords';
import { t } from './words/translate';

/** @param savings what may be saved in the declaration, the best first */
export function parameterHover(
  name: ParameterName,
  assessment: Assessment,
  links: HoverLinks = {},
  savings: readonly Saving[] = [],
): string {
  const saving = savings.find(({ kind }) => kind === currentName(name));
  return blocks([
    `${parameterSentence(name, assessment, links, saving)} ${actions(name, assessment, links, saving)}`.trimEnd(),
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
  saving: Saving | undefined,
): string {
  const { subject } = assessment.estimate;
  const value = valueOf(name, subject);
  const written = writtenText(name, value, subject, links);
  if (value?.status === 'unknown') return `${written}.`;
  const figure = figureText(currentName(name), assessment);
  const better = saving ? `; ${savingInstead(saving)}` : '';
  return figure === '' ? `${written}.` : `${written}: ${figure}${better}.`;
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
  { estimate }: Assessment,
  links: HoverLinks,
  saving: Saving | undefined,
): string {
  const near = name === 'gpu' ? misspelled(estimate) : undefined;
  const change: [string, string | undefined] = near
    ? [t('Change to {0}', near), links.setGpu?.(near)]
    : saving
      ? [t('Set {0} ({1})', savingCode(saving), savesText(saving)), links.save?.(saving)]
      : [t('What if…'), links.whatIf];
  return linkRow([change, [t('Show arithmetic'), links.explain]]);
}
