/** Reads the trace of a declaration: a path, or an object with its `file` and how to read it. */
import type { NamedTrace } from '../../cost/trace/requestTrace';
import { TRACE_KEYS, traceOptions } from '../../cost/trace/traceFields';
import { fieldOf, type Field, type TeamReader } from './teamReader';

export function readTrace(reader: TeamReader, field: Field): NamedTrace | null {
  const { node, path } = field;
  if (node.kind !== 'object') {
    const file = reader.path(field, 'traceOutsideFolder');
    return file === null ? null : { file, options: {} };
  }
  const members = reader.members(field, ['file', ...TRACE_KEYS]);
  const named = members.get('file');
  if (!named) {
    reader.problem(path, field.key, { kind: 'traceFileMissing' });
    return null;
  }
  const file = reader.path(named, 'traceOutsideFolder');
  const given = [...members.values()].flatMap(({ name, node: value }) => {
    const isPlain = value.kind === 'number' || value.kind === 'string';
    return name === 'file' ? [] : [[name, isPlain ? value.value : ''] as const];
  });
  const read = traceOptions(given);
  if ('options' in read) return file === null ? null : { file, options: read.options };
  const { problem } = read;
  const at = 'key' in problem ? node.members.find(({ name }) => name === problem.key) : undefined;
  reader.refuse(at ? fieldOf(at, path) : field, { kind: 'traceOption', problem });
  return null;
}
