import { field, type Path } from '../python/syntax';

/** Python's qualified name of what stands where `path` ends, such as `make.<locals>.serve`. */
export function qualifiedName(path: Path, name: string): string {
  const around = path.flatMap((node, i) => {
    if (path[i + 1]?.type !== 'block') return [];
    if (node.type === 'class_definition') return [field(node, 'name')?.text ?? ''];
    return node.type === 'function_definition' ? [`${field(node, 'name')?.text ?? ''}.<locals>`] : [];
  });
  return [...around, name].join('.');
}
