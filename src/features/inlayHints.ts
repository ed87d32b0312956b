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
import { lensTitle, lensTooltip } from '../core/render/lens';
import { Disposables } from '../host/disposables';
import type { Services } from '../host/services';
import { PYTHON } from './selector';

/** The lens's figures at the end of the decorator's first line, for those who do not want lines that move. */
export function registerInlayHints(services: Services): Disposable {
  const disposables = new Disposables();
  const refresh = disposables.add(new EventEmitter<void>());
  disposables.add(services.onDidChange(() => refresh.fire()));
  const provider: InlayHintsProvider = {
    onDidChangeInlayHints: refresh.event,
    provideInlayHints: (document, range, token) => provide(document, range, token, services),
  };
  disposables.add(languages.registerInlayHintsProvider(PYTHON, provider));
  return disposables;
}

async function provide(
  document: TextDocument,
  range: Range,
  token: CancellationToken,
  services: Services,
): Promise<InlayHint[]> {
  if (services.settings.get('display', document) !== 'inlay') return [];
  const assessments = await services.assessments(document);
  if (token.isCancellationRequested) return [];
  return assessments.flatMap((assessment) => {
    const line = assessment.estimate.subject.range.start.line;
    if (line < range.start.line || line > range.end.line) return [];
    const hint = new InlayHint(new Position(line, document.lineAt(line).text.length), lensTitle(assessment));
    hint.tooltip = lensTooltip(assessment);
    hint.paddingLeft = true;
    return [hint];
  });
}
