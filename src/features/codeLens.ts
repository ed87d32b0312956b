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
import type { Assessment } from '../core/cost/assess';
import { isAwaited } from '../core/cost/month';
import { isStep } from '../core/modal/callChange';
import { callLinks } from '../core/render/lensTitle';
import { LensTexts, type LensText } from '../core/render/lensTexts';
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
  const titles = shown.map((each) => titleOf(each, document, texts));
  lastTitles.set(document, new Map(shown.map((each, i) => [nameOf(each), titles[i]!])));
  return shown.flatMap((assessment, i) => {
    const [cost, ...others] = lenses(assessment, document, {
      title: titles[i]!,
      tooltip: texts.of(assessment).tooltip,
    });
    const change = changes.get(assessment.estimate.subject);
    return [cost, ...(change ? changeLens(change, cost.range, document) : []), ...others];
  });
}

/** The titles that each document showed last, so that none flickers while its month is simulated. */
const lastTitles = new WeakMap<TextDocument, ReadonlyMap<string, string>>();

function titleOf(assessment: Assessment, document: TextDocument, texts: LensTexts): string {
  return (
    (isAwaited(assessment.month) ? lastTitles.get(document)?.get(nameOf(assessment)) : undefined) ??
    texts.of(assessment).title
  );
}

function nameOf({ estimate: { subject } }: Assessment): string {
  return subject.type === 'declaration' ? subject.qualname : `${subject.line}: ${subject.text}`;
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
  assessment: Assessment,
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
  const calls = callLinks(assessment).map(({ call, ...link }) => {
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
  const usage = new CodeLens(range, {
    ...commandTo(Commands.setUsage, l10n.t('Usage not set…'), ...place),
    tooltip: l10n.t('Set requests per day and seconds per request: the lens then shows the cost per month'),
  });
  return [cost, ...calls, usage, whatIf, compare];
}
