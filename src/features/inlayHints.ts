import {
  EventEmitter,
  InlayHint,
  languages,
  Position,
  type CancellationToken,
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
import { Disposables } from '../host/disposables';
import type { Services } from '../host/services';
import { PYTHON } from '../host/selector';

/** The lens's figures at the end of the decorator's first line, for those who do not want lines that move. */
export function registerInlayHints(services: Services, changes: HeadChanges): Disposable {
  const disposables = new Disposables();
  const refresh = disposables.add(new EventEmitter<void>());
  disposables.add(services.onDidChange(() => refresh.fire()));
  disposables.add(changes.onDidChange(() => refresh.fire()));
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
  if (token.isCancellationRequested) return [];
  const changes = headChanges.of(document, assessments);
  const shown = assessments.filter(({ estimate }) => !isStep(estimate.subject));
  return byPlace(shown).flatMap((place) => {
    const [{ estimate, month }] = place;
    // What it costs more or less is known when its month is.
    const change = isSimulating(month) ? undefined : changes.get(estimate.subject);
    const text = texts.of(place);
    const title = [text.title, (change && changeLensTitle(change, 'HEAD')) ?? ''];
    const line = estimate.subject.range.start.line;
    if (line < range.start.line || line > range.end.line) return [];
    const hint = new InlayHint(
      new Position(line, document.lineAt(line).text.length),
      title.filter((part) => part !== '').join(' · '),
    );
    hint.tooltip = text.tooltip;
    hint.paddingLeft = true;
    return [hint];
  });
}
