import type { ExtensionContext } from 'vscode';
import { start } from './extension';

/** The desktop and remote entry. */
export function activate(context: ExtensionContext): void {
  start(context);
}
