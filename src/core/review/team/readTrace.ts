/** Reads the trace of a declaration: a path, or an object with its `file` and how to read it. */
import type { NamedTrace } from '../../cost/trace/requestTrace';
import { TRACE_KEYS, traceOptions } from '../../cost/trace/traceFields';
import { fieldOf, type Field, type TeamReader } from './teamReader';

const MAX_PATH = 300;

export function readTrace(reader: TeamReader, field: Field): NamedTrace | null {
  const { node, path } = field;
  if (node.kind !== 'object') {
    const file = readPath(reader, field);
    return file === null ? null : { file, options: {} };
  }
  const members = reader.members(field, ['file', ...TRACE_KEYS]);
  const named = members.get('file');
  if (!named) {
    reader.problem(path, field.key, { kind: 'traceFileMissing' });
    return null;
  }
  const file = readPath(reader, named);
  const given = [...members.values()].flatMap(({ name, node: { kind, ...value } }) =>
    name === 'file' ? [] : [[name, kind === 'number' || kind === 'string' ? valueOf(value) : ''] as const],
  );
  const read = traceOptions(given);
  if ('options' in read) return file === null ? null : { file, options: read.options };
  const { problem } = read;
  const at = 'key' in problem ? node.members.find(({ name }) => name === problem.key) : undefined;
  reader.refuse(at ? fieldOf(at, path) : field, { kind: 'traceOption', problem });
  return null;
}

function valueOf(value: object): string | number {
  return (value as { readonly value: string | number }).value;
}

/** A path in the folder of the team file. */
function readPath(reader: TeamReader, field: Field): string | null {
  const file = reader.line(field, MAX_PATH);
  if (file === null) return null;
  if (file.includes('\\')) return reader.refuse(field, { kind: 'backslashInPath' });
  const isOutside = /^(?:[/~]|[a-z]+:)/i.test(file) || file.split('/').includes('..');
  return isOutside ? reader.refuse(field, { kind: 'traceOutsideFolder' }) : file;
}
