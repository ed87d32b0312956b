import { parseInteger } from '../python/literals';
import { single, type ModalCall, type PyValue } from '../python/pyValue';
import type { Converted } from './converted';
import type { GpuReason } from './reason';

/** What a container asks for: a type in upper case and how many; `type` null is a fallback to CPU. */
export interface Gpu {
  readonly type: string | null;
  readonly count: number;
}

/**
 * Modal's own reading of a `gpu=` value (SDK 1.5.4, `parse_gpu_config`), with the forms that older SDKs took:
 * None or False is none; True is any; a string is split once at ":", its type upper-cased, its count read by
 * Python's `int()`; a list is an order of fallbacks. Which types exist is for Modal's servers to say, so any type passes.
 * @returns the fallbacks in order (none: no GPU), or the reason why Modal would refuse it
 */
export function parseGpu(value: PyValue): Converted<readonly Gpu[]> {
  switch (value.kind) {
    case 'none':
      return { value: [] };
    case 'bool':
      return { value: value.value ? [{ type: 'ANY', count: 1 }] : [] };
    case 'str':
      return one(parseGpuString(value.value));
    case 'modal':
      return one(legacyGpu(value));
    case 'list':
    case 'tuple': {
      const options: Gpu[] = [];
      for (const item of value.items) {
        if (item.kind === 'list' || item.kind === 'tuple') return refused({ kind: 'gpuListInList' });
        const parsed = parseGpu(item);
        if ('refused' in parsed) return parsed;
        options.push(...(parsed.value.length > 0 ? parsed.value : [{ type: null, count: 0 }]));
      }
      return { value: options };
    }
    default:
      return refused({ kind: 'gpuNotText' });
  }
}

/** `"h100:2"` as type and count, or the reason why it is none. */
export function parseGpuString(text: string): Converted<Gpu> {
  const colon = text.indexOf(':');
  const type = (colon < 0 ? text : text.slice(0, colon)).toUpperCase();
  if (type.trim() === '') return refused({ kind: 'gpuWithoutType' });
  if (colon < 0) return { value: { type, count: 1 } };
  const rest = text.slice(colon + 1);
  const count = parseInteger(rest);
  if (count === undefined) return refused({ kind: 'gpuCountInvalid', count: rest.slice(0, 40) });
  return { value: { type, count } };
}

/** `modal.gpu.H100(count=2)` and its kin, gone since SDK 1.4.0. */
function legacyGpu(call: ModalCall): Converted<Gpu> {
  const name = /^gpu\.(\w+)$/.exec(call.path)?.[1];
  if (name === undefined) return refused({ kind: 'notGpu', call: call.path });
  const argument = (key: string): PyValue | undefined => {
    const given = call.keywords.get(key);
    return given && single(given);
  };
  const [first] = call.positional;
  const counted = call.keywords.get('count') ?? first;
  const count = counted === undefined ? 1 : single(counted);
  if (count !== 1 && count?.kind !== 'int') return refused({ kind: 'gpuCountNotKnown' });
  const number = count === 1 ? 1 : count.value;
  return { value: { type: name === 'A100' ? a100(argument) : name.toUpperCase(), count: number } };
}

/** The A100 had its size as an argument: `size="80GB"`, earlier `memory=80`. */
function a100(argument: (key: string) => PyValue | undefined): string {
  const size = argument('size');
  const memory = argument('memory');
  if (size?.kind === 'str' && size.value !== '') return `A100-${size.value.toUpperCase()}`;
  return memory?.kind === 'int' && memory.value > 0 ? `A100-${memory.value}GB` : 'A100-40GB';
}

function one(gpu: Converted<Gpu>): Converted<readonly Gpu[]> {
  return 'refused' in gpu ? gpu : { value: [gpu.value] };
}

function refused(reason: GpuReason): { readonly refused: GpuReason } {
  return { refused: reason };
}

/** `H100` or `H100:2`, as Modal writes it; `CPU` for a fallback without a GPU. */
export function gpuLabel(gpu: Gpu): string {
  if (gpu.type === null) return 'CPU';
  return gpu.count === 1 ? gpu.type : `${gpu.type}:${gpu.count}`;
}
