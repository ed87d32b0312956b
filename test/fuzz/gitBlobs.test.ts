import { strict as assert } from 'node:assert';
import fc from 'fast-check';
import { BlobReader } from '../../src/cli/gitBlobs';
import { HeldBlobs } from '../../src/cli/heldBlobs';
import type { Blob, Repository } from '../../src/cli/gitProcess';
import { followLinks } from '../../src/cli/links';
import { check, TIMEOUT } from './support';

/** A repository of contents that are as long as a number says, and what was read of it. */
function repositoryOf(): { repository: Repository; read: () => { calls: number; bytes: number } } {
  let [calls, bytes] = [0, 0];
  const contents = (blobs: readonly Blob[]): ReadonlyMap<string, Uint8Array> => {
    calls++;
    for (const { size } of blobs) bytes += size;
    return new Map(blobs.filter(({ isThere }) => isThere).map(({ id, size }) => [id, new Uint8Array(size)]));
  };
  return {
    repository: { held: new HeldBlobs(), contents } as unknown as Repository,
    read: () => ({ calls, bytes }),
  };
}

const sizes = fc.array(fc.constantFrom(0, 10, 2_000, 90_000, 400_000, 3_000_000), {
  minLength: 1,
  maxLength: 150,
});
const order = fc.array(fc.nat(), { minLength: 1, maxLength: 400 });

describe('contents of Git', function () {
  this.timeout(TIMEOUT);

  it('are read in work in proportion to them, in any order', () => {
    check(fc.tuple(sizes, order, fc.boolean()), 60, ([all, places, isInTurn]) => {
      const blobs = all.map((size, i) => ({ name: `f${i}.py`, id: `${i}`, size, isThere: i % 7 !== 3 }));
      const { repository, read } = repositoryOf();
      const names = blobs.map(({ name }) => name);
      const reader = new BlobReader(repository, blobs, names);
      // One stream through the list, or two of them in turn, as of files and of what they import; then anywhere.
      const half = Math.floor(names.length / 2);
      const asked = isInTurn
        ? names.slice(0, half).flatMap((name, i) => [name, names[half + i]!])
        : [...names, ...places.map((at) => names[at % names.length]!)];
      let wanted = 0;
      for (const name of asked) {
        const blob = blobs.find((each) => each.name === name)!;
        if (!blob.isThere) assert.throws(() => reader.read(name), { reason: { kind: 'notInClone' } });
        else {
          assert.equal(reader.read(name).length, blob.size);
          wanted += blob.size;
        }
      }
      const { calls, bytes } = read();
      assert.ok(calls <= asked.length, `${calls} calls`);
      // Each call may read ahead, a little at first, and then no more than four times what has been asked for.
      assert.ok(bytes <= 6 * wanted + calls * 3.25e6, `${bytes} bytes for ${wanted}`);
    });
  });

  it('are read in few calls in the order of the list', () => {
    const blobs = Array.from({ length: 2_000 }, (_, i) => ({
      name: `f${i}.py`,
      id: `${i}`,
      size: 20_000,
      isThere: true,
    }));
    const { repository, read } = repositoryOf();
    const reader = new BlobReader(
      repository,
      blobs,
      blobs.map(({ name }) => name),
    );
    for (const { name } of blobs) reader.read(name);
    assert.ok(read().calls <= 12, String(read().calls));
    assert.equal(read().bytes, 2_000 * 20_000);
  });
});

describe('links of a tree', function () {
  this.timeout(TIMEOUT);
  const part = fc.constantFrom('a', 'b', 'c', '.', '..', '', '.git');
  const path = fc.array(part, { maxLength: 6 }).map((parts) => parts.join('/'));

  it('lead to a place in it, or nowhere, in bounded steps', () => {
    check(
      fc.tuple(fc.dictionary(fc.constantFrom('a', 'b', 'a/b', 'a/c', 'c/a'), path), path),
      300,
      ([links, name]) => {
        let asked = 0;
        const found = followLinks(name, (each) => {
          asked++;
          return links[each];
        });
        assert.ok(asked <= 42 * 7);
        if (found === undefined) return;
        assert.ok(found.split('/').every((each) => !['.', '..', '.git'].includes(each)));
        assert.equal(links[found], undefined);
        assert.equal(
          followLinks(found, (each) => links[each]),
          found,
        );
      },
    );
  });
});
