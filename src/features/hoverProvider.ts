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
import { savingsInSteps } from '../core/cost/savings';
import { isParameterName } from '../core/modal/parameters';
import { UsageComments } from '../core/modal/usageComment';
import { atOnce, neverPause } from '../core/python/resumable';
import type { HoverBill } from '../core/render/billHover';
import type { HoverLinks } from '../core/render/hoverParts';
import { byPlace, type SamePlace } from '../core/render/samePlace';
import { placeHover } from '../core/render/severalHover';
import { usageHover } from '../core/render/usageHover';
import { billNames } from '../core/review/team/billNames';
import { Commands, SET_PARAMETER } from '../host/contributions';
import { valueOf } from '../host/declarationActions';
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
  const [place] = places
    .filter(([{ estimate }]) => toRange(estimate.subject.range).contains(position))
    .sort(([a], [b]) => (isWithin(a, b) ? -1 : 1));
  if (!place) return commentHover(places, document, position);
  return hoverAt(place, document, position, await billsAt(place, document, services));
}

/** Whether one stands in the other, as a call among the arguments of another. */
function isWithin(a: Assessment, b: Assessment): boolean {
  return toRange(b.estimate.subject.range).contains(toRange(a.estimate.subject.range));
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
  const { subject } = first.estimate;
  const keywords = Object.entries({ gpu: subject.gpu, ...subject.params });
  const keyword = keywords.find(([, value]) => value.range && toRange(value.range).contains(position));
  const [name, value] = keyword ?? [];
  const parameter = name !== undefined && isParameterName(name) ? name : null;
  // Nobody waits for a simulation here: what that would say comes with the next hover.
  const { savings } = others.length === 0 ? atOnce(savingsInSteps(first, neverPause)) : { savings: [] };
  return hover(
    placeHover(place, parameter, linksOf(first, document), savings, bill),
    toRange(value?.range ?? subject.range),
  );
}

/** On a usage comment above a declaration, or on one of its values. */
function commentHover(
  places: readonly SamePlace[],
  document: TextDocument,
  position: Position,
): Hover | undefined {
  if (!document.lineAt(position.line).text.includes('modal-cost')) return undefined;
  const comments = new UsageComments(document.getText());
  for (const [first] of places) {
    const { subject } = first.estimate;
    if (subject.type !== 'declaration') continue;
    const comment = comments.of(subject);
    const range = comment.ranges.find((each) => toRange(each).contains(position));
    if (!range) continue;
    const value = comment.values.find((each) => toRange(each.range).contains(position));
    const markdown = usageHover(first, comment, value, linksOf(first, document));
    return hover(markdown, toRange(value?.range ?? range));
  }
  return undefined;
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
