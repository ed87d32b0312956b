/** How long an answer to an agent may be. */
import type { ToolAnswer } from './toolAnswers';

/** Characters of the text, and of the data as JSON. */
export const MAX_LENGTH = 60_000;

export function isShort({ text, data }: ToolAnswer, most: number): boolean {
  return Math.max(text.length, JSON.stringify(data).length) <= most;
}

/** As JSON has it, without lists that are yet to be made. */
export function plain(data: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(data)) as Record<string, unknown>;
}
