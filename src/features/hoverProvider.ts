import {
  Hover,
  languages,
  MarkdownString,
  type CancellationToken,
  type Disposable,
  type Position,
  type Range,
  type TextDocument,
} from 'vscode';
import type { Assessment } from '../core/cost/assess';
import { NO_SAVINGS, savingsInSteps } from '../core/cost/savings';
import { atOnce, neverPause } from '../core/python/resumable';
import type { HoverBill } from '../core/render/billHover';
import type { HoverLinks } from '../core/render/hoverParts';
import { commentAt, innermostAt, keywordAt } from '../core/render/hoverPlace';
import { byPlace, type SamePlace } from '../core/render/samePlace';
import { placeHover } from '../core/render/severalHover';
import { usageHover } from '../core/render/usageHover';
import { billNames } from '../core/review/team/billNames';
import { Commands, SET_PARAMETER } from '../host/contributions';
import { valueOf } from '../host/declarationActions';
import { pointOf } from '../host/points';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { commandLink } from '../host/commands';
import { placeOf, uriIn } from '../host/notebooks';
import { PYTHON } from '../host/selector';

/** The commands that links in a hover may run: nothing else in its Markdown is trusted. */
const TRUSTED = {
  enabledCommands: [
    Commands.switchPriceBook,
    Commands.setUsage,
    Commands.useTrace,
    Commands.whatIf,
    Commands.compareScenarios,
    Commands.explain,
    SET_PARAMETER,
  ],
};

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
  const places = byPlace(assessments);
  const place = innermostAt(places, pointOf(position));
  if (!place) return commentHover(places, document, position);
  return hoverAt(place, document, position, await billsAt(place, document, services));
}

/** What the bill has of the app that a place declares to. */
async function billsAt(
  [{ estimate }]: SamePlace,
  document: TextDocument,
  { bills, teams }: Services,
): Promise<HoverBill | undefined> {
  const { subject } = estimate;
  if (subject.type !== 'declaration') return undefined;
  const uri = placeOf(document);
  const found = await bills.of(uri);
  if (!found) return undefined;
  const names = billNames((await teams.of(uri)).team, subject);
  return { apps: found.costs.apps.filter(({ app }) => names.includes(app)), period: found.period };
}

function hoverAt(
  place: SamePlace,
  document: TextDocument,
  position: Position,
  bill: HoverBill | undefined,
): Hover {
  const [first, ...others] = place;
  const { parameter, range } = keywordAt(first, pointOf(position));
  // Nobody waits for a simulation here: what that would say comes with the next hover.
  const savings = others.length === 0 ? atOnce(savingsInSteps(first, neverPause)) : NO_SAVINGS;
  return hover(placeHover(place, parameter, linksOf(first, document), savings, bill), toRange(range));
}

/** On a usage comment above a declaration, or on one of its values. */
function commentHover(
  places: readonly SamePlace[],
  document: TextDocument,
  position: Position,
): Hover | undefined {
  if (!document.lineAt(position.line).text.includes('modal-cost')) return undefined;
  const found = commentAt(places, document.getText(), pointOf(position));
  if (!found) return undefined;
  const { assessment, comment, value, range } = found;
  return hover(usageHover(assessment, comment, value, linksOf(assessment, document)), toRange(range));
}

function linksOf({ estimate: { subject } }: Assessment, document: TextDocument): HoverLinks {
  const place = [document.uri.toString(), subject.range.start.line] as const;
  return {
    switchBook: commandLink(Commands.switchPriceBook),
    explain: commandLink(Commands.explain, ...place),
    place: (file: string, line: number): string =>
      uriIn(document, file)
        .with({ fragment: `L${line}` })
        .toString(),
    // A call has no usage of its own, and no pool.
    ...(subject.type === 'declaration'
      ? {
          setUsage: commandLink(Commands.setUsage, ...place),
          useTrace: commandLink(Commands.useTrace, ...place),
          whatIf: commandLink(Commands.whatIf, ...place),
          compare: commandLink(Commands.compareScenarios, ...place),
          save: (saving) => commandLink(SET_PARAMETER, ...place, saving.kind, valueOf(saving)),
          setGpu: (label) => commandLink(SET_PARAMETER, ...place, 'gpu', label),
        }
      : {}),
  };
}

function hover(text: string, range: Range): Hover {
  const markdown = new MarkdownString(text);
  markdown.isTrusted = TRUSTED;
  return new Hover(markdown, range);
}
