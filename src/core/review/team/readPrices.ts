/** Reads the prices of a team file. */
import { isReplaced } from '../../pricing/bundled';
import type { Discounts } from '../../pricing/discounts';
import { DISCOUNT_KEYS, GPU_TYPE } from './teamFields';
import { fieldOf, type Field, type TeamReader } from './teamReader';

/** The id of a bundled price book, or the path of the team's own. */
export function readPriceBook(reader: TeamReader, field: Field): string | null {
  const book = reader.path(field, 'bookOutsideFolder');
  if (book !== null && isReplaced(book))
    reader.notes.push({ kind: 'replacedBook', id: book, range: reader.range(field.node) });
  return book;
}

export function readDiscounts(reader: TeamReader, field: Field): Discounts | null {
  const members = reader.members(field, DISCOUNT_KEYS);
  const all = reader.read(members, 'all', (each) => readShare(reader, each));
  const own = members.get('gpu');
  const gpus = own ? readGpuDiscounts(reader, own) : new Map<string, number>();
  return all === null && gpus.size === 0 ? null : { all: all ?? 1, gpus };
}

function readGpuDiscounts(reader: TeamReader, field: Field): Map<string, number> {
  const gpus = new Map<string, number>();
  if (field.node.kind !== 'object') {
    reader.refuse(field, { kind: 'gpuDiscountsExpected' });
    return gpus;
  }
  for (const member of field.node.members) {
    const each = fieldOf(member, field.path);
    const type = each.name.toUpperCase();
    if (!GPU_TYPE.test(type)) reader.problem(each.path, each.key, { kind: 'notAGpuType', name: each.name });
    else if (gpus.has(type)) reader.problem(each.path, each.key, { kind: 'gpuTwice', name: each.name });
    else {
      const share = readShare(reader, each);
      if (share === null) continue;
      gpus.set(type, share);
      reader.hold(each);
    }
  }
  return gpus;
}

/** The share of a price that is paid. */
function readShare(reader: TeamReader, field: Field): number | null {
  const { name, node } = field;
  const value = node.kind === 'number' ? node.value : NaN;
  if (value > 0 && value <= 1) return value;
  const percentOff = value > 1 && value < 100 ? value : null;
  return reader.refuse(field, { kind: 'shareExpected', name, percentOff });
}
