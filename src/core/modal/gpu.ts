import { parseInteger } from '../python/literals';
import { single, type ModalCall, type PyValue } from '../python/pyValue';
import { t } from '../render/words/translate';

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
export function parseGpu(value: PyValue): readonly Gpu[] | string {
  switch (value.kind) {
    case 'none':
      return [];
    case 'bool':
      return value.value ? [{ type: 'ANY', count: 1 }] : [];
    case 'str':
      return one(parseGpuString(value.value));
    case 'modal':
      return one(legacyGpu(value));
    case 'list':
    case 'tuple': {
      const options: Gpu[] = [];
      for (const item of value.items) {
        if (item.kind === 'list' || item.kind === 'tuple') return t('a list of GPUs cannot hold a list');
        const parsed = parseGpu(item);
        if (typeof parsed === 'string') return parsed;
        options.push(...(parsed.length > 0 ? parsed : [{ type: null, count: 0 }]));
      }
      return options;
    }
    default:
      return t('a GPU is given as a string or a list of strings');
  }
}

/** `"h100:2"` as type and count, or the reason why it is none. */
export function parseGpuString(text: string): Gpu | string {
  const colon = text.indexOf(':');
  const type = (colon < 0 ? text : text.slice(0, colon)).toUpperCase();
  if (type.trim() === '') return t('the GPU has no type');
  if (colon < 0) return { type, count: 1 };
  const rest = text.slice(colon + 1);
  const count = parseInteger(rest);
  if (count === undefined) return t('"{0}" is not a GPU count', rest.slice(0, 40));
  return { type, count };
}

/** `modal.gpu.H100(count=2)` and its kin, gone since SDK 1.4.0. */
function legacyGpu(call: ModalCall): Gpu | string {
  const name = /^gpu\.(\w+)$/.exec(call.path)?.[1];
  if (name === undefined) return t('modal.{0}(…) is not a GPU', call.path);
  const argument = (key: string): PyValue | undefined => {
    const given = call.keywords.get(key);
    return given && single(given);
  };
  const [first] = call.positional;
  const counted = call.keywords.get('count') ?? first;
  const count = counted === undefined ? 1 : single(counted);
  if (count !== 1 && count?.kind !== 'int') return t('its GPU count is not known here');
  const number = count === 1 ? 1 : count.value;
  if (name !== 'A100') return { type: name.toUpperCase(), count: number };
  const size = argument('size');
  const memory = argument('memory');
  if (size?.kind === 'str' && size.value !== '')
    return { type: `A100-${size.value.toUpperCase()}`, count: number };
  return {
    type: memory?.kind === 'int' && memory.value > 0 ? `A100-${memory.value}GB` : 'A100-40GB',
    count: number,
  };
}

function one(gpu: Gpu | string): readonly Gpu[] | string {
  return typeof gpu === 'string' ? gpu : [gpu];
}

/** `H100` or `H100:2`, as Modal writes it; `CPU` for a fallback without a GPU. */
export function gpuLabel(gpu: Gpu): string {
  if (gpu.type === null) return 'CPU';
  return gpu.count === 1 ? gpu.type : `${gpu.type}:${gpu.count}`;
}
