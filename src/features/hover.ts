import {
  Hover,
  languages,
  MarkdownString,
  type CancellationToken,
  type Disposable,
  type Position,
  type TextDocument,
} from 'vscode';
import type { Estimate } from '../core/cost/estimate';
import { isParameterName } from '../core/modal/parameters';
import { declarationHover, parameterHover } from '../core/render/hover';
import { Commands } from '../host/contributions';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { PYTHON } from './selector';

/** The commands that links in a hover may run: nothing else in its Markdown is trusted. */
const TRUSTED = { enabledCommands: [Commands.switchPriceBook] };
const LINKS = { switchBook: `command:${Commands.switchPriceBook}` };

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
  const estimates = await services.estimates(document);
  if (token.isCancellationRequested) return undefined;
  const found = estimates.find(({ subject }) => toRange(subject.range).contains(position));
  return found && hoverAt(found, position);
}

function hoverAt(estimate: Estimate, position: Position): Hover {
  const { subject } = estimate;
  const keywords = Object.entries({ gpu: subject.gpu, ...subject.params });
  const keyword = keywords.find(([, value]) => value.range && toRange(value.range).contains(position));
  const [name, value] = keyword ?? [];
  const markdown = new MarkdownString(
    name !== undefined && isParameterName(name)
      ? parameterHover(name, estimate, LINKS)
      : declarationHover(estimate, LINKS),
  );
  markdown.isTrusted = TRUSTED;
  return new Hover(markdown, toRange(value?.range ?? subject.range));
}
