import { once } from 'node:events';
import { styleText } from 'node:util';
import { jsonChunks } from '../core/json/jsonChunks';
import { jsonWithoutCommands, printable, withoutCommands } from './logCommands';

/** Where output goes and how it may look there. */
export interface Terminal {
  readonly print: (text: string) => void;
  /** A text as it is, with the line ends that it has. */
  readonly write: (text: string) => void;
  /** Data as JSON, however large: ends when the system has taken it. */
  readonly json: (data: object) => Promise<void>;
  readonly warn: (text: string) => void;
  readonly width: number | undefined;
  readonly color: boolean;
}

/** @param stdout where figures go */
export function terminal(stdout: NodeJS.WriteStream = process.stdout): Terminal {
  const { stderr, env } = process;
  return {
    print: (text) => void stdout.write(`${withoutCommands(text)}\n`),
    write: (text) => void stdout.write(withoutCommands(text)),
    json: (data) => writeJson(data, stdout),
    warn: (text) => void stderr.write(`${withoutCommands(printable(text))}\n`),
    width: stdout.isTTY ? stdout.columns : undefined,
    color: stdout.isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
  };
}

async function writeJson(data: object, stream: NodeJS.WriteStream): Promise<void> {
  // No piece ends within a string.
  for (const chunk of jsonChunks(data))
    if (!stream.write(jsonWithoutCommands(chunk))) await once(stream, 'drain');
  stream.write('\n');
}

export function styled({ color }: Terminal, style: Parameters<typeof styleText>[0], text: string): string {
  return color ? styleText(style, text) : text;
}
