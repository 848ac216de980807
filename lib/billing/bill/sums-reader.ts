import { BoundedMap } from '../../core/bounded-map';
import { giveWay } from '../../core/bulk';
import { type PackedSums, readPart, type SummedLine, type SumsIndex, SumsMaker, type SumsPart } from './sums';
import { textAt } from './texts';

/** The sums of a month, wherever they are kept. */
export type SumsReader = { index: SumsIndex; part(at: number): Promise<SumsPart> };

/** Bytes: a year of a thousand accounts with fifty usage types each has some twenty million of months. */
const MOST_KEPT = 64_000_000;
const kept = new BoundedMap<string, SumsPart>(MOST_KEPT, ({ size }) => size);

/**
 * Reads the sums of a bill, and keeps those that are asked for again and again: of months, and of days without accounts.
 * @param name by which parts are kept: the hash of the bill, as what has the same says the same
 * @param textOf a part of the sums, as it was packed
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

/** Of bills that were stored without their sums; bytes. */
const MOST_MADE = 64_000_000;
const made = new BoundedMap<string, PackedSums>(MOST_MADE, ({ parts }) => parts.bytes.length);
const running = new Map<string, Promise<PackedSums>>();

/** The sums of a bill that was stored without: they are made of its lines once, and kept in the process. */
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
  // Their rows stand in another order than those that are stored, and are cut into other parts.
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
