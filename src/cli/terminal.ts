import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { styleText } from 'node:util';
import { jsonChunks } from '../core/json/jsonChunks';
import { jsonWithoutCommands, printable, withoutCommands } from './logCommands';

/** Where somebody may look on. */
export type Output = Writable & { readonly isTTY?: boolean | undefined; readonly columns?: number };

/** What the program reads from and writes to: `process` has them, and opens each when it is first asked for. */
export interface Streams {
  readonly stdin: Readable;
  readonly stdout: Output;
  readonly stderr: Output;
}

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

/** A terminal with figures on one stream and warnings on the other. */
export function terminal({ stdout, stderr }: Pick<Streams, 'stdout' | 'stderr'> = process): Terminal {
  const { env } = process;
  const isTTY = stdout.isTTY === true;
  return {
    print: (text) => void stdout.write(`${withoutCommands(text)}\n`),
    write: (text) => void stdout.write(withoutCommands(text)),
    json: (data) => writeJson(data, stdout),
    warn: (text) => void stderr.write(`${withoutCommands(printable(text))}\n`),
    width: isTTY ? stdout.columns : undefined,
    color: isTTY && (env.NO_COLOR ?? '') === '' && env.TERM !== 'dumb',
  };
}

async function writeJson(data: object, stream: Output): Promise<void> {
  // No piece ends within a string.
  for (const chunk of jsonChunks(data))
    if (!stream.write(jsonWithoutCommands(chunk))) await once(stream, 'drain');
  stream.write('\n');
}

export function styled({ color }: Terminal, style: Parameters<typeof styleText>[0], text: string): string {
  return color ? styleText(style, text) : text;
}
