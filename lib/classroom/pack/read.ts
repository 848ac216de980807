import { hashOfFiles, type ReadPack, readPack } from '../../scenario';

type Files = ReadonlyMap<string, string>;

/** As many packs as a busy day of an installation has; each weighs what its files do, some times over. */
const MOST_KEPT = 100;

/** What is read once and asked for often, by a key under which it does not change; the one asked for longest ago is let go of first. */
export function keepsRead<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (key, read) => {
    const value = kept.get(key) ?? read();
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    // What fails is tried again by the next who asks.
    value.catch(() => kept.get(key) === value && kept.delete(key));
    return value;
  };
}

const keepFiles = keepsRead<ReadPack>();

/** Reads the files of a pack, or has what they say at hand: reading one parses every policy in it. */
export function readFiles(files: Files): Promise<ReadPack> {
  return keepFiles(hashOfFiles(files), () => readPack(files));
}

/** Files as a row keeps them. */
export function filesOfText(text: string): Files {
  return new Map(Object.entries(JSON.parse(text) as Record<string, string>));
}

export function textOfFiles(files: Files): string {
  return JSON.stringify(Object.fromEntries(files));
}
