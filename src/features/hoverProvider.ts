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
import { declarationHover, parameterHover } from '../core/render/hoverText';
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
  const found = assessments.find(({ estimate }) => toRange(estimate.subject.range).contains(position));
  return found && hoverAt(found, document, position);
}

function hoverAt(assessment: Assessment, document: TextDocument, position: Position): Hover {
  const { subject } = assessment.estimate;
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
  const markdown = new MarkdownString(
    name !== undefined && isParameterName(name)
      ? parameterHover(name, assessment, links)
      : declarationHover(assessment, links),
  );
  markdown.isTrusted = TRUSTED;
  return new Hover(markdown, toRange(value?.range ?? subject.range));
}
