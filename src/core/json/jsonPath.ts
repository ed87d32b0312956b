/** The JSON path of `name` within `path`: `$.gpus.H100`, `$.providers[2]`, `$.gpus["H100!"]`. */
export function childPath(path: string, name: string | number): string {
  if (typeof name === 'number') return `${path}[${name}]`;
  return /^[\w-]+$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}
