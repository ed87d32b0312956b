import {
  Hover,
  languages,
  MarkdownString,
  type CancellationToken,
  type Disposable,
  type Position,
  type TextDocument,
} from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { isParameterName } from '../core/modal/parameters';
import { byPlace, type SamePlace } from '../core/render/samePlace';
import { placeHover } from '../core/render/severalHover';
import { Commands } from '../host/contributions';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { commandLink } from '../host/commands';
import { uriIn } from '../host/notebooks';
import { PYTHON } from '../host/selector';

/** The commands that links in a hover may run: nothing else in its Markdown is trusted. */
const TRUSTED = { enabledCommands: [Commands.switchPriceBook, Commands.setUsage] };

/** The hover on a decorator and on each of its cost keywords: the figures, their arithmetic and their sources. */
export function registerHover(services: Services): Disposable {
  return languages.registerHoverProvider(PYTHON, {
    provideHover: (document, position, token) => provide(document, position, token, services),
  });
}

async function provide(
  document: TextDocument,
  position: Position,
  token: CancellationToken,
  services: Services,
): Promise<Hover | undefined> {
  if (!services.settings.get('hover.enabled', document)) return undefined;
  // Asked for once, and not again when more is known: it waits for what the file imports.
  await services.documents.settledScan(document);
  const assessments = await services.assessments(document);
  if (token.isCancellationRequested) return undefined;
  const [place] = byPlace(assessments)
    .filter(([{ estimate }]) => toRange(estimate.subject.range).contains(position))
    .sort(([a], [b]) => (isWithin(a, b) ? -1 : 1));
  return place && hoverAt(place, document, position);
}

/** Whether one stands in the other, as a call among the arguments of another. */
function isWithin(a: Assessment, b: Assessment): boolean {
  return toRange(b.estimate.subject.range).contains(toRange(a.estimate.subject.range));
}

function hoverAt(place: SamePlace, document: TextDocument, position: Position): Hover {
  const { subject } = place[0].estimate;
  const links = {
    switchBook: commandLink(Commands.switchPriceBook),
    place: (file: string, line: number): string =>
      uriIn(document, file)
        .with({ fragment: `L${line}` })
        .toString(),
    setUsage: commandLink(Commands.setUsage, document.uri.toString(), subject.range.start.line),
  };
  const keywords = Object.entries({ gpu: subject.gpu, ...subject.params });
  const keyword = keywords.find(([, value]) => value.range && toRange(value.range).contains(position));
  const [name, value] = keyword ?? [];
  const parameter = name !== undefined && isParameterName(name) ? name : null;
  const markdown = new MarkdownString(placeHover(place, parameter, links));
  markdown.isTrusted = TRUSTED;
  return new Hover(markdown, toRange(value?.range ?? subject.range));
}
