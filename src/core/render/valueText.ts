import { gpuLabel, type Gpu } from '../modal/gpu';

/** A folded value as Modal code would write it. */
export function valueText(value: unknown): string {
  if (isGpuList(value)) return value.length === 0 ? 'None' : value.map(gpuLabel).join(', ');
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'object' && 'cron' in value) return `Cron("${String(value.cron)}")`;
  if (typeof value === 'object' && 'type' in value) {
    const { type, ...fields } = value as Record<string, unknown>;
    const name = String(type);
    const inner = Object.entries(fields).map(([key, each]) => `${key}=${String(each)}`);
    return `${name[0]!.toUpperCase()}${name.slice(1)}(${inner.join(', ')})`;
  }
  if (Array.isArray(value)) return `(${value.map(valueText).join(', ')})`;
  return typeof value === 'number' ? String(value) : '…';
}

function isGpuList(value: unknown): value is readonly Gpu[] {
  return (
    Array.isArray(value) &&
    value.every((each) => typeof each === 'object' && each !== null && 'count' in each)
  );
}
