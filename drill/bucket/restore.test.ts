/** What is done to a key so that it is again what it was before the damage, and what is left alone. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import type { ObjectVersion } from '../../aws/s3/s3';
import { Duration } from '../../time/duration';
import { Instant } from '../../time/instant';
import { type Repair, repairs } from './restore';

const start = Instant.parse('2026-01-05T09:00:00Z');
const second = (n: number): Instant => start.plus(Duration.seconds(n));

/** Damage was done from within second 11 until second 20. */
const fault = { notBefore: second(11.3), notAfter: second(20) };

type Act = readonly [at: number, act: 'put' | 'delete'];

/** The versions of a key that was put and deleted at those seconds, as a listing has them: the newest first, v1 the oldest. */
function listing(key: string, acts: readonly Act[]): ObjectVersion[] {
  return acts
    .map(([at, act], index) => ({ key, versionId: `v${index + 1}`, isLatest: index === acts.length - 1, isDeleteMarker: act === 'delete', lastModified: second(at) }))
    .reverse();
}

const inPlace = { byCopyAlone: false };
const byCopyAlone = { byCopyAlone: true };

const repaired = (...acts: Act[]): string[] => repairs(listing('a', acts), fault, inPlace).map(({ act, versionId }) => `${act} ${versionId}`);

describe('a key', () => {
  test('that was overwritten gets its version from before copied over', () => {
    assert.deepEqual(repaired([1, 'put'], [5, 'put'], [15, 'put']), ['copy over v2']);
  });

  test('that was overwritten several times gets the version from before, not one of the damage', () => {
    assert.deepEqual(repaired([5, 'put'], [12, 'put'], [13, 'put']), ['copy over v1']);
  });

  test('that was deleted loses its marker', () => {
    assert.deepEqual(repaired([5, 'put'], [15, 'delete']), ['remove marker v2']);
  });

  test('that was deleted is copied over where a replica has to follow, which would never hear of a marker removed', () => {
    const versions = listing('a', [[5, 'put'], [15, 'delete']]);
    assert.deepEqual(repairs(versions, fault, byCopyAlone), [{ act: 'copy over', key: 'a', versionId: 'v1' }]);
  });

  test('that was overwritten and then deleted loses its marker and gets the version from before', () => {
    assert.deepEqual(repaired([5, 'put'], [14, 'put'], [15, 'delete']), ['remove marker v3', 'copy over v1']);
  });

  test('that was deleted twice gets what was below both markers', () => {
    assert.deepEqual(repaired([5, 'put'], [14, 'delete'], [15, 'delete']), ['remove marker v3', 'copy over v1']);
  });

  test('that was deleted and put again gets the version from before', () => {
    assert.deepEqual(repaired([5, 'put'], [14, 'delete'], [15, 'put']), ['copy over v1']);
  });

  test('that was not there before is left', () => {
    assert.deepEqual(repaired([15, 'put']), []);
    assert.deepEqual(repaired([15, 'put'], [16, 'delete']), []);
  });

  test('that had been deleted before is left', () => {
    assert.deepEqual(repaired([1, 'put'], [5, 'delete']), []);
    assert.deepEqual(repaired([1, 'put'], [5, 'delete'], [15, 'put']), []);
    assert.deepEqual(repaired([1, 'put'], [5, 'delete'], [15, 'delete']), []);
  });

  test('that the damage did not touch is left', () => {
    assert.deepEqual(repaired([1, 'put'], [5, 'put']), []);
  });

  test('that the application wrote or deleted after the damage is its own again', () => {
    assert.deepEqual(repaired([5, 'put'], [15, 'put'], [25, 'put']), []);
    assert.deepEqual(repaired([5, 'put'], [15, 'put'], [25, 'delete']), []);
    assert.deepEqual(repaired([5, 'put'], [15, 'delete'], [25, 'put']), []);
  });

  test('changed in the second before the damage was not damaged; changed in its first second, which S3 dates to its beginning, or at its end, it was', () => {
    assert.deepEqual(repaired([5, 'put'], [10, 'put']), []);
    assert.deepEqual(repaired([10, 'put'], [11, 'put']), ['copy over v1']);
    assert.deepEqual(repaired([10, 'put'], [20, 'put']), ['copy over v1']);
    assert.deepEqual(repaired([5, 'put'], [20, 'delete']), ['remove marker v2']);
  });
});

test('every key is repaired by its own versions', () => {
  const versions = [...listing('a', [[5, 'put'], [15, 'put']]), ...listing('b', [[5, 'put']]), ...listing('c', [[1, 'put'], [2, 'put'], [15, 'delete']])];
  assert.deepEqual(repairs(versions, fault, inPlace), [
    { act: 'copy over', key: 'a', versionId: 'v1' },
    { act: 'remove marker', key: 'c', versionId: 'v3' },
  ]);
  assert.deepEqual(repairs([], fault, inPlace), []);
});

describe('a bucket in small', () => {
  /** Does to a listing what S3 does, a copy being a new version with the content of the old. */
  function carriedOut(versions: readonly ObjectVersion[], all: readonly Repair[]): string | undefined {
    let left = versions.map((version) => ({ ...version, content: version.isDeleteMarker ? undefined : version.versionId }));
    for (const { act, versionId } of all) {
      const meant = left.find((version) => version.versionId === versionId);
      assert.ok(meant, `${act} names a version that is there`);
      if (act === 'remove marker') {
        assert.ok(meant.isDeleteMarker, 'no version with content is ever removed');
        left = left.filter((version) => version !== meant);
      } else {
        assert.ok(meant.content, 'what is copied has content');
        left = [{ ...meant, versionId: 'new' }, ...left];
      }
    }
    return left[0]?.content;
  }

  const acts = fc
    .array(fc.tuple(fc.nat(30), fc.constantFrom('put' as const, 'delete' as const)), { minLength: 1, maxLength: 7 })
    .map((all) => all.sort(([a], [b]) => a - b));

  test('holds afterwards what it held at the moment, or what the application did since, whatever was done to it', () => {
    fc.assert(
      fc.property(acts, (history) => {
        const versions = listing('a', history);
        const now = history.at(-1)?.[0] ?? 0;
        const before = versions.find(({ lastModified }) => lastModified.isBefore(second(11)));
        const wasThere = before && !before.isDeleteMarker;
        const untouched = now <= 10 || now > 20 || !wasThere;
        const expected = untouched ? carriedOut(versions, []) : before.versionId;
        for (const way of [inPlace, byCopyAlone]) assert.equal(carriedOut(versions, repairs(versions, fault, way)), expected);
      }),
      { numRuns: 1_000 },
    );
  });
});
