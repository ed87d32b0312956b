import type { Disposable } from 'vscode';
import { Disposables } from '../../host/disposables';
import type { Services } from '../../host/services';
import { registerCopyDeployCommand } from './copyDeployCommand';
import { registerDeployTask } from './deployTask';

/** A deploy with a cost check: a task, and the line to copy. Both run in the user's terminal, when the user starts them. */
export function registerDeployGate(services: Services): Disposable {
  const disposables = new Disposables();
  disposables.add(registerDeployTask());
  disposables.add(registerCopyDeployCommand(services));
  return disposables;
}
