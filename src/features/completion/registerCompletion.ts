import { languages, type Disposable } from 'vscode';
import { COMPLETION_TRIGGERS } from '../../core/modal/completionPlace';
import { TEAM_FILE } from '../../core/review/team/team';
import { Disposables } from '../../host/disposables';
import { logBug } from '../../host/logBug';
import { PYTHON } from '../../host/selector';
import type { Services } from '../../host/services';
import { pythonItems } from './pythonItems';
import { teamItems } from './teamItems';

/** Completions with their price: in Python, and in the team file. */
export function registerCompletion(services: Services): Disposable {
  const disposables = new Disposables();
  const quietly = async <T>(items: Promise<T[]>): Promise<T[]> => {
    try {
      return await items;
    } catch (error) {
      logBug(services.log, error);
      return [];
    }
  };
  disposables.add(
    languages.registerCompletionItemProvider(
      PYTHON,
      {
        provideCompletionItems: (document, position, token) =>
          quietly(pythonItems(services, document, position, token)),
      },
      ...COMPLETION_TRIGGERS,
    ),
  );
  disposables.add(
    languages.registerCompletionItemProvider(
      { pattern: `**/${TEAM_FILE}` },
      {
        provideCompletionItems: (document, position, token) =>
          quietly(teamItems(services, document, position, token)),
      },
      '"',
    ),
  );
  return disposables;
}
