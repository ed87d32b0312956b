import { styleText } from 'node:util';
import { jsonWithoutCommands, printable, withoutCommands } from './logCommands';

/** Where output goes and how it may look there. */
export interface Terminal {
  readonly print: (text: string) => void;
  readonly json: (value: object) => void;
  /** A text as it is, with the line ends that it has. */
  readonly write: (text: string) => void;
  readonly warn: (text: string) => void;
  readonly width: number | undefined;
  readonly color: boolean;
}

export function terminal(): Terminal {
  const { stdout, stderr, env } = process;
  return {
    print: (text) => void stdout.write(`${withoutCommands(text)}\n`),
    json: (value) => void stdout.write(`${jsonWithoutCommands(JSON.stringify(value, null, 2))}\n`),
    write: (text) => void stdout.write(withoutCommands(text)),
    warn: (text) => void stderr.write(`${withoutCommands(printable(text))}\n`),
    width: stdout.isTTY ? stdout.columns : undefined,
    color: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
  };
}

export function styled({ color }: Terminal, style: Parameters<typeof styleText>[0], text: string): string {
  return color ? styleText(style, text) : text;
}
