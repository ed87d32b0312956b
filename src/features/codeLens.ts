import {
  CodeLens,
  languages,
  Location,
  type CancellationToken,
  type CodeLensProvider,
  type Disposable,
  type Range,
  type TextDocument,
} from 'vscode';
import { isSimulating } from '../core/cost/month';
import { isStep } from '../core/modal/callChange';
import type { Subject } from '../core/modal/declaration';
import { callLinks, callsTitle, type CallLink } from '../core/render/callLinks';
import { LensTexts, type LensText } from '../core/render/lensTexts';
import { byPlace, type SamePlace } from '../core/render/samePlace';
import { changeLensTitle, changeLensTooltip } from '../core/render/review/changeLens';
import type { Change } from '../core/review/diff/diff';
import type { HeadChanges } from '../host/changes/headChanges';
import { commandTo } from '../host/commands';
import { Commands } from '../host/contributions';
import { lensActions } from '../host/declarationActions';
import { Disposables } from '../host/disposables';
import { uriIn } from '../host/notebooks';
import { LensRefresh } from '../host/lensRefresh';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { PYTHON } from '../host/selector';

/** A lens above each decorator, with what it costs. */
export function registerCodeLens(services: Services, changes: HeadChanges): Disposable {
  const disposables = new Disposables();
  const refresh = disposables.add(new LensRefresh(services, changes));
  const texts = new LensTexts();
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: refresh.event,
    provideCodeLenses: (document, token) => provide(document, token, services, changes, texts),
  };
  disposables.add(languages.registerCodeLensProvider(PYTHON, provider));
  return disposables;
}

async function provide(
  document: TextDocument,
  token: CancellationToken,
  services: Services,
  headChanges: HeadChanges,
  texts: LensTexts,
): Promise<CodeLens[]> {
  if (services.settings.get('display', document) !== 'codeLens') return [];
  const assessments = await services.assessments(document);
  const ofFile = await services.assessmentsOfFile(document, assessments);
  if (token.isCancellationRequested) return [];
  const changes = headChanges.of(document, ofFile);
  const shown = assessments.filter(({ estimate }) => !isStep(estimate.subject));
  const savings = services.savings.of(document, shown);
  const actions = services.settings.get('lens.actions', document);
  return byPlace(shown).flatMap((place) => {
    const [first, ...more] = place;
    const [cost, ...calls] = lenses(place, document, texts.of(place));
    const saved = more.length === 0 ? savings(first) : [];
    return [
      cost,
      ...changeLenses(place, changes, cost.range, document),
      ...calls,
      ...lensActions(first, document, saved, actions).map((each) => new CodeLens(cost.range, each)),
    ];
  });
}

/** Of a place with more changes the others are in the review. */
const MAX_CHANGES = 3;

function changeLenses(
  place: SamePlace,
  changes: ReadonlyMap<Subject, Change>,
  range: Range,
  document: TextDocument,
): CodeLens[] {
  return place
    .flatMap(({ estimate: { subject }, month }) => {
      const change = changes.get(subject);
      // What it costs more or less is known when its month is.
      return change && !isSimulating(month) ? changeLens(change, range, document) : [];
    })
    .slice(0, MAX_CHANGES);
}

/** What it costs more or less than in HEAD. */
function changeLens(change: Change, range: Range, document: TextDocument): CodeLens[] {
  const title = changeLensTitle(change, 'HEAD');
  if (title === null) return [];
  return [
    new CodeLens(range, {
      ...commandTo(Commands.reviewChanges, title, document.uri, 'HEAD'),
      tooltip: changeLensTooltip(change),
    }),
  ];
}

function lenses(
  place: SamePlace,
  document: TextDocument,
  { title, tooltip }: LensText,
): [CodeLens, ...CodeLens[]] {
  const [assessment] = place;
  const range = toRange(assessment.estimate.subject.range);
  const cost = new CodeLens(range, {
    ...commandTo(Commands.explain, title, document.uri, range.start.line),
    tooltip,
  });
  const links = assessment.usage === null ? [] : callLinks(place);
  return [cost, ...callsLens(links, range, document)];
}

/** Leads to the call that changes what is declared; to a list of several, for which a line has no room. */
function callsLens(links: readonly CallLink[], range: Range, document: TextDocument): CodeLens[] {
  const [first, ...others] = links;
  if (!first) return [];
  const placeOf = ({ call }: CallLink): Location =>
    new Location(uriIn(document, call.file), toRange(call.range).start);
  const { uri, range: at } = placeOf(first);
  const command =
    others.length === 0
      ? commandTo('vscode.open', callsTitle(links), uri, { selection: at })
      : commandTo(
          'editor.action.peekLocations',
          callsTitle(links),
          document.uri,
          range.start,
          links.map(placeOf),
          'peek',
        );
  return [new CodeLens(range, { ...command, tooltip: links.map(({ tooltip }) => tooltip).join('\n') })];
}
