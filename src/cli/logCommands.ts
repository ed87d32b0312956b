/**
 * A runner reads commands in the lines that a program prints: GitHub's `::error …` at the start of a line and `##[…]` anywhere in it,
 * Azure's `##vso[…]`, TeamCity's `##teamcity[…]`. A workspace's file may be named so.
 */

/** A text in which no runner finds a command, at the price of a `'` in it. */
export function withoutCommands(text: string): string {
  return text.replace(/^([^\S\r\n]*)(?=::)/gm, "$1'").replace(COMMAND, "#'");
}

/** JSON without one, for a reader of JSON the same. */
export function jsonWithoutCommands(json: string): string {
  return json.replace(COMMAND, '\\u0023');
}

const COMMAND = /#(?=#\w*\[)/g;

/** Without what a terminal obeys, or shows as what it is not. */
export function printable(text: string): string {
  return text.replace(/[^\P{C}\n]/gu, '');
}
