/** Where calls change a declaration, as its lenses and its menu lead there. */
import type { Assessment } from '../cost/assess';
import { makesVariant } from '../modal/callChange';
import type { CallSite } from '../modal/declaration';
import { oneLine, shorten, withoutIcons } from './escape';
import { gpuText } from './words/callChanges';
import { t } from './words/translate';

export interface CallLink {
  readonly title: string;
  readonly tooltip: string;
  readonly call: CallSite;
}

/** How many GPUs of several calls are named. */
const MAX_NAMED = 3;

/** Each call that changes what a place declares: `also as H100: line 40`. */
export function callLinks(place: readonly Assessment[]): readonly CallLink[] {
  const links = new Map(place.flatMap(linksOf).map((link) => [link.call, link]));
  return [...links.values()];
}

function linksOf({ estimate: { subject } }: Assessment): readonly CallLink[] {
  const changes = subject.type === 'declaration' ? subject.changedBy : undefined;
  if (!changes) return [];
  const link = (call: CallSite, title: string): CallLink => ({
    call,
    title: withoutIcons(title),
    tooltip: oneLine(call.text),
  });
  const place = (call: CallSite): string =>
    call.file === subject.file ? t('line {0}', call.line) : `${oneLine(call.file)}:${call.line}`;
  return [
    ...changes.variants.map((call) => link(call, t('also as {0}: {1}', gpuOf(call), place(call)))),
    ...changes.autoscaler.map(({ call }) => link(call, t('autoscaler set in {0}', place(call)))),
  ];
}

/** What a lens says that leads to calls: to one its title, to several `4 calls change it: H100, H200, autoscaler`. */
export function callsTitle(links: readonly CallLink[]): string {
  const [only, ...others] = links;
  if (only && others.length === 0) return only.title;
  const variants = links.filter(({ call }) => makesVariant(call));
  const gpus = [...new Set(variants.map(({ call }) => gpuOf(call)))];
  const named = [
    ...gpus.slice(0, MAX_NAMED),
    ...(gpus.length > MAX_NAMED ? ['…'] : []),
    ...(variants.length < links.length ? [t('autoscaler')] : []),
  ].join(', ');
  return withoutIcons(t('{0} calls change it: {1}', links.length, named));
}

function gpuOf(call: CallSite): string {
  return shorten(oneLine(gpuText(call.gpu)), 24);
}
