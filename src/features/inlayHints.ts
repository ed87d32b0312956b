import {
  InlayHint,
  InlayHintLabelPart,
  languages,
  Position,
  type CancellationToken,
  type Command,
  type Disposable,
  type InlayHintsProvider,
  type Range,
  type TextDocument,
} from 'vscode';
import { isSimulating } from '../core/cost/month';
import { isStep } from '../core/modal/callChange';
import { LensTexts } from '../core/render/lensTexts';
import { byPlace } from '../core/render/samePlace';
import { changeLensTitle } from '../core/render/review/changeLens';
import type { HeadChanges } from '../host/changes/headChanges';
import { commandTo } from '../host/commands';
import { Commands } from '../host/contributions';
import { lensActions } from '../host/declarationActions';
import { Disposables } from '../host/disposables';
import { LensRefresh } from '../host/lensRefresh';
import type { Services } from '../host/services';
import { PYTHON } from '../host/selector';

/** The lens's figures at the end of the decorator's first line, for those who do not want lines that move. */
export function registerInlayHints(services: Services, changes: HeadChanges): Disposable {
  const disposables = new Disposables();
  const refresh = disposables.add(new LensRefresh(services, changes));
  const texts = new LensTexts();
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: refresh.event,
    provideInlayHints: (document, range, token) => provide(document, range, token, services, changes, texts),
  };
  disposables.add(languages.registerInlayHintsProvider(PYTHON, provider));
  return disposables;
}

async function provide(
  document: TextDocument,
  range: Range,
  token: CancellationToken,
  services: Services,
  headChanges: HeadChanges,
  texts: LensTexts,
): Promise<InlayHint[]> {
  if (services.settings.get('display', document) !== 'inlay') return [];
  const assessments = await services.assessments(document);
  const ofFile = await services.assessmentsOfFile(document, assessments);
  if (token.isCancellationRequested) return [];
  const changes = headChanges.of(document, ofFile);
  const shown = assessments.filter(({ estimate }) => !isStep(estimate.subject));
  const savings = services.savings.of(document, shown);
  const actions = services.settings.get('lens.actions', document);
  return byPlace(shown).flatMap((place) => {
    const [first, ...more] = place;
    const { estimate, month } = first;
    const { line } = estimate.subject.range.start;
    if (line < range.start.line || line > range.end.line) return [];
    const text = texts.of(place);
    // What it costs more or less is known when its month is.
    const change = isSimulating(month) ? undefined : changes.get(estimate.subject);
    const title = (change && changeLensTitle(change, 'HEAD')) ?? null;
    const parts = [
      part({ ...commandTo(Commands.explain, text.title, document.uri, line), tooltip: text.tooltip }),
      ...(title === null ? [] : [part(commandTo(Commands.reviewChanges, title, document.uri, 'HEAD'))]),
      ...lensActions(first, document, more.length === 0 ? savings(first) : [], actions).map(part),
    ];
    const hint = new InlayHint(
      new Position(line, document.lineAt(line).text.length),
      parts.flatMap((each, i) => (i === 0 ? [each] : [new InlayHintLabelPart(' · '), each])),
    );
    hint.paddingLeft = true;
    return [hint];
  });
}

/** One of the texts of a hint; Ctrl or Cmd with a click runs its command. */
function part(command: Command): InlayHintLabelPart {
  const made = new InlayHintLabelPart(command.title);
  made.command = command;
  made.tooltip = command.tooltip;
  return made;
}
