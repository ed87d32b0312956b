import type { ExtensionContext } from 'vscode';
import { start } from './extension';

/** The entry in a browser's extension host, such as vscode.dev. */
export function activate(context: ExtensionContext): void {
  start(context);
}
