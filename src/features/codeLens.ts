import {
  CodeLens,
  EventEmitter,
  l10n,
  languages,
  type CancellationToken,
  type CodeLensProvider,
  type Disposable,
  Range,
  type TextDocument,
} from 'vscode';
import { isSimulating } from '../core/cost/month';
import { isStep } from '../core/modal/callChange';
import type { Subject } from '../core/modal/declaration';
import { callLinks, MAX_LINKS } from '../core/render/lensTitle';
import { LensTexts, type LensText } from '../core/render/lensTexts';
import { byPlace, type SamePlace } from '../core/render/samePlace';
import { missingUsageText } from '../core/render/words/usageWords';
import { changeLensTitle, changeLensTooltip } from '../core/render/review/changeLens';
import type { Change } from '../core/review/diff/diff';
import type { HeadChanges } from '../host/changes/headChanges';
import { commandTo } from '../host/commands';
import { Commands } from '../host/contributions';
import { Disposables } from '../host/disposables';
import { uriIn } from '../host/notebooks';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { PYTHON } from '../host/selector';

/** A lens above each decorator, with what it costs. */
export function registerCodeLens(services: Services, changes: HeadChanges): Disposable {
  const disposables = new Disposables();
  const refresh = disposables.add(new EventEmitter<void>());
  disposables.add(services.onDidChange(() => refresh.fire()));
  // A call in another file may change what this one costs.
  disposables.add(services.index.onDidChange(() => refresh.fire()));
  disposables.add(changes.onDidChange(() => refresh.fire()));
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
  if (token.isCancellationRequested) return [];
  const changes = headChanges.of(document, assessments);
  const shown = assessments.filter(({ estimate }) => !isStep(estimate.subject));
  return byPlace(shown).flatMap((place) => {
    const [cost, ...others] = lenses(place, document, texts.of(place));
    return [cost, ...changeLenses(place, changes, cost.range, document), ...others];
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
  [assessment, ...others]: SamePlace,
  document: TextDocument,
  { title, tooltip }: LensText,
): [CodeLens, ...CodeLens[]] {
  const range = toRange(assessment.estimate.subject.range);
  const place = [document.uri, range.start.line] as const;
  const cost = new CodeLens(range, {
    ...commandTo(Commands.explain, title, ...place),
    tooltip,
  });
  if (assessment.usage === null) return [cost];
  const calls = [assessment, ...others]
    .flatMap(callLinks)
    .slice(0, MAX_LINKS)
    .map(({ call, ...link }) => {
      const at = toRange(call.range).start;
      const open = commandTo('vscode.open', link.title, uriIn(document, call.file), {
        selection: new Range(at, at),
      });
      return new CodeLens(range, { ...open, tooltip: link.tooltip });
    });
  const whatIf = new CodeLens(range, {
    ...commandTo(Commands.whatIf, l10n.t('What if…'), ...place),
    tooltip: l10n.t(
      'Try another GPU, more or fewer warm containers, another scaledown_window, or other traffic',
    ),
  });
  const compare = new CodeLens(range, {
    ...commandTo(Commands.compareScenarios, l10n.t('Compare…'), ...place),
    tooltip: l10n.t(
      'Open the scenario panel: when another provider is cheaper, and how the warm pool affects cost and cold starts',
    ),
  });
  if (assessment.month !== null) return [cost, ...calls, whatIf, compare];
  const missing = missingUsageText(assessment.usage);
  const usage = new CodeLens(range, {
    ...commandTo(Commands.setUsage, missing ? `${missing}…` : l10n.t('Usage not set…'), ...place),
    tooltip: l10n.t('Set requests per day and seconds per request: the lens then shows the cost per month'),
  });
  return [cost, ...calls, usage, whatIf, compare];
}
