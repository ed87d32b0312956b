import type { CodeLens, InlayHint, Range } from 'vscode-languageserver/node';
import type { Assessment } from '../../core/cost/assess';
import { isStep } from '../../core/modal/callChange';
import { callLinks, callsTitle } from '../../core/render/callLinks';
import type { LensText, LensTexts } from '../../core/render/lensTexts';
import { byPlace, type SamePlace } from '../../core/render/samePlace';
import { missingUsageText } from '../../core/render/words/usageWords';
import type { OpenDocument } from './openDocument';
import { toRange } from './places';

/** A lens above each decorator, with what it costs. No editor has a command of this server's: lenses only say something. */
export function lenses(assessments: readonly Assessment[], texts: LensTexts): CodeLens[] {
  return shownPlaces(assessments).flatMap((place) => {
    const range = toRange(place[0].estimate.subject.range);
    return titlesOf(place, texts).map((title) => ({ range, command: { title, command: '' } }));
  });
}

/** The same at the end of the decorator's first line, for editors that have no lenses, or readers who do not want lines that move. */
export function hints(
  document: OpenDocument,
  assessments: readonly Assessment[],
  texts: LensTexts,
  { start, end }: Range,
): InlayHint[] {
  return shownPlaces(assessments).flatMap((place): InlayHint[] => {
    const { line } = place[0].estimate.subject.range.start;
    if (line < start.line || line > end.line) return [];
    const label = titlesOf(place, texts).join(' · ');
    const { tooltip } = texts.of(place);
    return [{ position: document.endOfLine(line), label, tooltip, paddingLeft: true }];
  });
}

function shownPlaces(assessments: readonly Assessment[]): readonly SamePlace[] {
  return byPlace(assessments.filter(({ estimate }) => !isStep(estimate.subject)));
}

/** What it costs, what is missing for a month, and which calls change it. */
function titlesOf(place: SamePlace, texts: LensTexts): readonly LensText['title'][] {
  const [{ month, usage }] = place;
  const { title } = texts.of(place);
  if (usage === null) return [title];
  const missing = month === null ? [missingUsageText(usage) ?? 'Usage not set'] : [];
  const calls = callLinks(place);
  return [title, ...missing, ...(calls.length > 0 ? [callsTitle(calls)] : [])];
}
