import { BoundedMap } from '../../core/cache/bounded-map';
import { giveWay } from '../../core/work/bulk';
import { type PackedSums, readPart, type SummedLine, type SumsIndex, SumsMaker, type SumsPart } from './sums';
import { textAt } from './texts';

/** The sums of a month, from cache or storage. */
export type SumsReader = { index: SumsIndex; part(at: number): Promise<SumsPart> };

/** The cache size in bytes. A year of a thousand accounts with fifty usage types each has some twenty million. */
const MOST_KEPT = 64_000_000;
const kept = new BoundedMap<string, SumsPart>(MOST_KEPT, ({ size }) => size);

/**
 * Returns a reader of a bill's sums that caches the frequently used ones: by month, and by day without accounts.
 * @param name the cache key: the bill's hash, since equal bills have equal sums
 * @param textOf reads a packed part
 */
export function sumsReader(name: string, index: SumsIndex, textOf: (at: number) => Promise<string>): SumsReader {
  const seldom = new Set(index.accountDays.map(({ at }) => at));
  return {
    index,
    part: async (at) => {
      const key = `${name}/${at}`;
      const known = kept.get(key);
      if (known) return known;
      const part = await readPart(await textOf(at));
      if (!seldom.has(at)) kept.set(key, part);
      await giveWay();
      return part;
    },
  };
}

/** The cache size for bills stored without sums, in bytes. */
const MOST_MADE = 64_000_000;
const made = new BoundedMap<string, PackedSums>(MOST_MADE, ({ parts }) => parts.bytes.length);
const running = new Map<string, Promise<PackedSums>>();

/** Computes the sums of a bill that was stored without them, once per process. */
export async function sumsOfLines(
  hash: string,
  accountIds: readonly string[],
  lines: (accountId: string) => AsyncIterable<SummedLine[]>,
): Promise<SumsReader> {
  let sums = made.get(hash);
  if (!sums) {
    const work = running.get(hash) ?? addUp(accountIds, lines);
    running.set(hash, work);
    sums = await work.finally(() => running.delete(hash));
    made.set(hash, sums);
  }
  const { index, parts } = sums;
  // Their rows have another order and other parts than stored sums.
  return sumsReader(`${hash}/lines`, index, async (at) => textAt(parts, at));
}

async function addUp(
  accountIds: readonly string[],
  lines: (accountId: string) => AsyncIterable<SummedLine[]>,
): Promise<PackedSums> {
  const maker = new SumsMaker();
  for (const accountId of accountIds) {
    for await (const some of lines(accountId)) {
      for (const line of some) maker.add(accountId, line);
      await giveWay();
    }
  }
  return maker.finish();
}
