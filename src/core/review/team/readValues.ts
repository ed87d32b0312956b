/** Reads the values of a team file for what the code leaves open. */
import { runsPerMonth } from '../../cost/schedule/runsPerMonth';
import type { JsonNode } from '../../json/jsonNode';
import type { ParameterValue } from '../../modal/declaration';
import { parseGpuString, type Gpu } from '../../modal/gpu';
import { TEAM_PARAMETERS, type TeamParameter, type TeamValueName, type TeamValues } from './team';
import { CLUSTER_SIZE, GPU_TYPE, VALUE_KEYS, VALUE_SPECS, type ValueSpec } from './teamFields';
import type { GpuProblem } from './teamProblem';
import type { Field, TeamReader } from './teamReader';

export const NO_VALUES: TeamValues = { params: new Map(), places: new Map() };

export function readValues(reader: TeamReader, field: Field): TeamValues {
  const members = reader.members(field, VALUE_KEYS);
  const gpu = reader.read(members, 'gpu', (each) => readGpus(reader, each));
  const size = reader.read(members, 'cluster_size', (each) => reader.number(each, CLUSTER_SIZE));
  const params = new Map<TeamParameter, ParameterValue>();
  for (const name of TEAM_PARAMETERS) {
    const value = reader.read(members, name, (each) => readParameter(reader, each, VALUE_SPECS[name]));
    if (value !== null) params.set(name, value);
  }
  const names: readonly TeamValueName[] = [
    ...(gpu ? (['gpu'] as const) : []),
    ...(size === null ? [] : (['cluster_size'] as const)),
    ...params.keys(),
  ];
  const places = new Map(names.map((name) => [name, reader.range(members.get(name)!.key)]));
  return { ...(gpu && { gpu }), ...(size !== null && { clusterSize: size }), params, places };
}

/** The maximum number of GPUs per container. */
const MAX_GPUS = 1_000;

/** A GPU, or a list of GPUs in order; empty for null. */
function readGpus(reader: TeamReader, field: Field): readonly Gpu[] | null {
  const { node } = field;
  if (node.kind === 'null') return [];
  if (node.kind === 'array' && node.items.length === 0) return reader.refuse(field, { kind: 'gpuListEmpty' });
  const gpus: Gpu[] = [];
  for (const item of node.kind === 'array' ? node.items : [node]) {
    const gpu = gpuOf(item);
    if ('kind' in gpu) {
      reader.problem(field.path, item, { kind: 'gpuExpected', problem: gpu });
      return null;
    }
    gpus.push(gpu);
  }
  return gpus;
}

function gpuOf(node: JsonNode): Gpu | GpuProblem {
  if (node.kind === 'null') return { type: null, count: 0 };
  if (node.kind !== 'string') return { kind: 'notAText' };
  const parsed = parseGpuString(node.value);
  if ('refused' in parsed) return { kind: 'refused', reason: parsed.refused };
  const gpu = parsed.value;
  if (!GPU_TYPE.test(gpu.type ?? '')) return { kind: 'notAType' };
  return gpu.count < 1 || gpu.count > MAX_GPUS ? { kind: 'countOutOfRange', max: MAX_GPUS } : gpu;
}

function readParameter(reader: TeamReader, field: Field, spec: ValueSpec): ParameterValue {
  switch (spec.kind) {
    case 'number':
      return reader.number(field, spec);
    case 'flag':
      return reader.flag(field);
    case 'region':
      return readRegion(reader, field);
    case 'schedule':
      return readSchedule(reader, field);
  }
}

function readRegion(reader: TeamReader, field: Field): ParameterValue {
  const { node } = field;
  const items = node.kind === 'array' ? node.items : [node];
  const names = items.flatMap((item) =>
    item.kind === 'string' && /^[\w-]{1,40}$/.test(item.value) ? [item.value] : [],
  );
  if (names.length !== items.length || names.length === 0)
    return reader.refuse(field, { kind: 'regionExpected' });
  return node.kind === 'array' ? names : names[0]!;
}

function readSchedule(reader: TeamReader, field: Field): ParameterValue {
  const { node } = field;
  const cron = node.kind === 'string' && node.value.length <= 100 ? node.value : '';
  const schedule = { type: 'cron', cron, timezone: 'UTC' } as const;
  return 'reason' in runsPerMonth(schedule, 720)
    ? reader.refuse(field, { kind: 'scheduleExpected' })
    : schedule;
}
