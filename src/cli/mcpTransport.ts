import type { Readable, Writable } from 'node:stream';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { ErrorCode, JSONRPCMessageSchema, type JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js';

/** A message has a line. The longest source, with every character escaped, is shorter. */
const MAX_MESSAGE_BYTES = 32e6;

const NEWLINE = 10;

/**
 * Messages of the protocol on a pair of streams, a line each. The SDK's own transport gives no answer to a line that is no message,
 * and ends with one that is too long: here both are answered by JSON-RPC's errors, and the next line is read.
 */
export class LineTransport implements Transport {
  onmessage?: (message: JSONRPCMessage) => void;
  onclose?: () => void;
  private line: Buffer[] = [];
  private bytes = 0;

  constructor(
    private readonly input: Readable,
    private readonly output: Writable,
    private readonly maxBytes = MAX_MESSAGE_BYTES,
  ) {}

  start(): Promise<void> {
    this.input.on('data', this.take);
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    return this.write(message);
  }

  close(): Promise<void> {
    this.input.off('data', this.take);
    this.input.pause();
    this.onclose?.();
    return Promise.resolve();
  }

  private readonly take = (chunk: Buffer): void => {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.add(chunk.subarray(start, end));
      this.endLine();
      start = end + 1;
    }
    this.add(chunk.subarray(start));
  };

  /** Of a line that is too long nothing is kept. */
  private add(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.maxBytes) this.line = [];
    else if (part.length > 0) this.line.push(part);
  }

  private endLine(): void {
    const { bytes, line } = this;
    this.line = [];
    this.bytes = 0;
    if (bytes > this.maxBytes)
      this.refuse(ErrorCode.InvalidRequest, `The message is larger than ${this.maxBytes / 1e6} MB.`);
    else this.read(Buffer.concat(line));
  }

  private read(line: Buffer): void {
    let value: unknown;
    try {
      const text = new TextDecoder('utf-8', { fatal: true }).decode(line);
      if (text.trim() === '') return;
      value = JSON.parse(text);
    } catch {
      this.refuse(ErrorCode.ParseError, 'The line is not JSON in UTF-8.');
      return;
    }
    const message = JSONRPCMessageSchema.safeParse(value);
    if (message.success) this.onmessage?.(message.data);
    else this.refuse(ErrorCode.InvalidRequest, 'This is no message of JSON-RPC 2.0.', idOf(value));
  }

  private refuse(code: ErrorCode, message: string, id: string | number | null = null): void {
    void this.write({ jsonrpc: '2.0', id, error: { code, message } });
  }

  private write(message: object): Promise<void> {
    return new Promise((resolve) => {
      if (this.output.write(`${JSON.stringify(message)}\n`)) resolve();
      else this.output.once('drain', resolve);
    });
  }
}

/** The id of a request that is wrong otherwise; null where it has none, as JSON-RPC wants it. */
function idOf(value: unknown): string | number | null {
  const id = typeof value === 'object' && value !== null && 'id' in value ? value.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
