import type { Readable } from 'node:stream';
import {
  AbstractMessageReader,
  ErrorCodes,
  type DataCallback,
  type Disposable,
  type Message,
} from 'vscode-languageserver/node';
import { isRecord } from '../../core/json/isRecord';

/** The largest file that is read, with every character escaped, is shorter. */
const MAX_MESSAGE_BYTES = 32e6;
/** Two short lines are all that the protocol has. */
const MAX_HEADER_BYTES = 4_096;

const HEADER_END = '\r\n\r\n';
const CONTENT_LENGTH = /(?:^|\r\n)content-length: *(\d{1,15}) *(?:\r\n|$)/i;

/** An answer to what is no request. */
export type Refuse = (code: number, message: string, id: string | number | null) => void;

/**
 * Messages of the protocol from a stream. The library's own reader keeps a message of any length, and gives no answer to what is
 * no message: here both are answered by JSON-RPC's errors, and the next message is read.
 */
export class BoundedMessageReader extends AbstractMessageReader {
  private callback: DataCallback = () => undefined;
  private parts: Buffer[] = [];
  /** Of the parts. */
  private bytes = 0;
  /** What the message under way still lacks of its body; undefined while its header is read. */
  private bodyBytes: number | undefined;
  /** Of a message that is too long, what is still to come: it is dropped. */
  private dropping = 0;

  constructor(
    private readonly input: Readable,
    private readonly refuse: Refuse,
    private readonly maxBytes = MAX_MESSAGE_BYTES,
  ) {
    super();
  }

  listen(callback: DataCallback): Disposable {
    this.callback = callback;
    this.input.on('data', this.take);
    this.input.once('error', (error) => this.fireError(error));
    return { dispose: () => void this.input.off('data', this.take) };
  }

  private readonly take = (chunk: Buffer): void => {
    const dropped = Math.min(this.dropping, chunk.length);
    this.dropping -= dropped;
    this.parts.push(chunk.subarray(dropped));
    this.bytes += chunk.length - dropped;
    // A long body comes in many parts, which are put together once.
    while (this.bodyBytes === undefined ? this.readHeader() : this.readBody(this.bodyBytes));
  };

  /** @returns whether there was one */
  private readHeader(): boolean {
    const buffer = this.joined();
    const end = buffer.subarray(0, MAX_HEADER_BYTES).indexOf(HEADER_END);
    if (end < 0) return buffer.length >= MAX_HEADER_BYTES && this.resume(buffer);
    const length = CONTENT_LENGTH.exec(buffer.toString('latin1', 0, end))?.[1];
    this.keep(buffer.subarray(end + HEADER_END.length));
    if (length === undefined)
      this.refuse(ErrorCodes.ParseError, 'The header has no valid Content-Length.', null);
    else if (Number(length) > this.maxBytes) this.drop(Number(length));
    else this.bodyBytes = Number(length);
    return true;
  }

  /** Goes on where the next message may begin. @returns whether one may in what has come */
  private resume(buffer: Buffer): boolean {
    const next = buffer.indexOf('Content-Length:', 1);
    this.keep(buffer.subarray(next < 0 ? buffer.length : next));
    this.refuse(ErrorCodes.ParseError, 'This is no header of a message.', null);
    return next >= 0;
  }

  private drop(length: number): void {
    const text = `The message is larger than ${this.maxBytes / 1e6} MB.`;
    this.refuse(ErrorCodes.InvalidRequest, text, null);
    const buffer = this.joined();
    this.dropping = Math.max(0, length - buffer.length);
    this.keep(buffer.subarray(Math.min(length, buffer.length)));
  }

  private readBody(length: number): boolean {
    if (this.bytes < length) return false;
    const buffer = this.joined();
    this.bodyBytes = undefined;
    this.keep(buffer.subarray(length));
    this.read(buffer.subarray(0, length));
    return true;
  }

  private read(body: Buffer): void {
    let value: unknown;
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    } catch {
      this.refuse(ErrorCodes.ParseError, 'The message is not JSON in UTF-8.', null);
      return;
    }
    if (isMessage(value)) this.callback(value);
    else this.refuse(ErrorCodes.InvalidRequest, 'This is no message of JSON-RPC 2.0.', idOf(value));
  }

  private joined(): Buffer {
    const [only] = this.parts;
    if (this.parts.length === 1 && only) return only;
    const buffer = Buffer.concat(this.parts);
    this.keep(buffer);
    return buffer;
  }

  private keep(rest: Buffer): void {
    this.parts = [rest];
    this.bytes = rest.length;
  }
}

function isMessage(value: unknown): value is Message {
  if (!isRecord(value) || value.jsonrpc !== '2.0') return false;
  const { id, method, params } = value;
  const hasId = typeof id === 'string' || typeof id === 'number';
  if (method === undefined) return hasId && ('result' in value || isRecord(value.error));
  const areParams = params === undefined || params === null || typeof params === 'object';
  return typeof method === 'string' && areParams && (hasId || id === undefined);
}

/** The id of a request that is wrong otherwise; null where it has none, as JSON-RPC wants it. */
function idOf(value: unknown): string | number | null {
  const id = isRecord(value) ? value.id : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}
