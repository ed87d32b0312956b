import {
  CodeLens,
  EventEmitter,
  languages,
  type CancellationToken,
  type CodeLensProvider,
  type Disposable,
  type TextDocument,
} from 'vscode';
import { lensTitle, lensTooltip } from '../core/render/lens';
import { Commands } from '../host/contributions';
import { Disposables } from '../host/disposables';
import { toRange } from '../host/ranges';
import type { Services } from '../host/services';
import { PYTHON } from './selector';

/** A lens above each decorator, with what it costs. */
export function registerCodeLens(services: Services): Disposable {
  const disposables = new Disposables();
  const refresh = disposables.add(new EventEmitter<void>());
  disposables.add(services.onDidChange(() => refresh.fire()));
  const provider: CodeLensProvider = {
    onDidChangeCodeLenses: refresh.event,
    provideCodeLenses: (document, token) => provide(document, token, services),
  };
  disposables.add(languages.registerCodeLensProvider(PYTHON, provider));
  return disposables;
}

async function provide(
  document: TextDocument,
  token: CancellationToken,
  services: Services,
): Promise<CodeLens[]> {
  if (services.settings.get('display', document) !== 'codeLens') return [];
  const estimates = await services.estimates(document);
  if (token.isCancellationRequested) return [];
  return estimates.map((estimate) => {
    const range = toRange(estimate.subject.range);
    return new CodeLens(range, {
      title: lensTitle(estimate),
      tooltip: lensTooltip(estimate),
      command: Commands.explain,
      arguments: [document.uri, range.start.line],
    });
  });
}
