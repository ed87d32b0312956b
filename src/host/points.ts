import type { Position } from 'vscode';
import type { Point } from '../core/python/parser';

/** VS Code's position as the core's: both count lines and UTF-16 columns from 0. */
export function pointOf({ line, character }: Position): Point {
  return { line, column: character };
}
