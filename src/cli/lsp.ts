import { createConnection, ResponseError, StreamMessageWriter } from 'vscode-languageserver/node';
import { loadParser } from './loadParser';
import { BoundedMessageReader } from './lsp/messageReader';
import { LanguageServer } from './lsp/languageServer';

/**
 * `modal-cost lsp`: what the editors show that speak the Language Server Protocol, on standard input and output. Ends the program
 * when it is told to, or with its input: with status 0 after `shutdown`, otherwise 1, as the protocol has it.
 */
export async function serveLsp(): Promise<never> {
  const writer = new StreamMessageWriter(process.stdout);
  const refuse = (code: number, message: string, id: string | number | null): void => {
    const answer = { jsonrpc: '2.0', id, error: new ResponseError(code, message).toJson() };
    void writer.write(answer);
  };
  const reader = new BoundedMessageReader(process.stdin, refuse);
  const parser = await loadParser();
  const connection = createConnection(reader, writer);
  const server = new LanguageServer(connection, parser);
  const ended = new Promise<void>((resolve) => process.stdin.once('end', resolve).once('close', resolve));
  connection.listen();
  await ended;
  server.dispose();
  process.exit(server.isShutDown ? 0 : 1);
}
