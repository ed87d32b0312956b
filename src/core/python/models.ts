import type { ClassInfo } from './folding';
/** What pydantic's models make of the values that they are given. */
import { combine, float, notFolded, type Evaluation, type Folded, type PyValue } from './pyValue';

/** A value as a field of an annotation stores it; not known where pydantic would convert it. */
export function validated({ name }: ClassInfo, annotation: string, given: Evaluation): Evaluation {
  const { types, isOptional } = typesOf(annotation);
  return combine([given], ([value]) => {
    if (value!.kind === 'none' && isOptional) return value;
    return stored(types, value!) ?? notFolded({ kind: 'classNotFollowed', className: name });
  });
}

/** The types that an annotation names: of `Optional[str]` and `str | None` one, and that None is one of them. */
function typesOf(annotation: string): { readonly types: readonly string[]; readonly isOptional: boolean } {
  const bare = annotation.replace(/\b(typing|t)\./g, '');
  const optional = /^Optional\[(.*)\]$/.exec(bare)?.[1];
  const listed = /^Union\[(.*)\]$/.exec(bare)?.[1];
  const types = optional !== undefined ? [optional] : (listed?.split(',') ?? bare.split('|'));
  return {
    types: types.filter((each) => each !== 'None'),
    isOptional: optional !== undefined || types.includes('None'),
  };
}

function stored(types: readonly string[], value: PyValue): Folded | undefined {
  const isMember = (value.kind === 'str' || value.kind === 'int') && value.member !== undefined;
  if (types.includes('Any') || types.includes('object')) return value;
  if (types.every((each) => each.startsWith('Literal['))) return isMember ? undefined : value;
  if (isMember) return undefined;
  if (types.includes(value.kind)) return PLAIN.has(value.kind) ? value : undefined;
  const [only, ...more] = types;
  if (more.length > 0) return undefined;
  if (only === 'float' && value.kind === 'int') return float(value.value);
  if (value.kind === 'object')
    return value.member === undefined && value.className === only ? value : undefined;
  if (value.kind === 'dict') return /^([dD]ict)(\[str,(Any|object)\])?$/.test(only!) ? value : undefined;
  const items = value.kind === 'list' ? /^[lL]ist\[(\w+)\]$/.exec(only!)?.[1] : undefined;
  return value.kind === 'list' && value.items.every(({ kind }) => kind === items) ? value : undefined;
}

const PLAIN = new Set(['str', 'int', 'float', 'bool']);
