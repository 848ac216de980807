import { storedJson } from '../../core/text/stored-json';
import { hashOfFiles, type ReadPack, readPack } from '../../scenario';

type Files = ReadonlyMap<string, string>;

/** The number of packs cached, as many as a busy day needs. A parsed pack is several times the size of its files. */
const MOST_KEPT = 100;

/** Returns a cached reader for values that never change under their key. The least recently used value is evicted first. */
export function keepsRead<Value>(): (key: string, read: () => Promise<Value>) => Promise<Value> {
  const kept = new Map<string, Promise<Value>>();
  return (key, read) => {
    const value = kept.get(key) ?? read();
    kept.delete(key);
    kept.set(key, value);
    const [oldest] = kept.keys();
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
    // A failed read is retried by the next request.
    value.catch(() => kept.get(key) === value && kept.delete(key));
    return value;
  };
}

const keepFiles = keepsRead<ReadPack>();

/** Reads the files of a pack, cached by their digest. Reading parses every policy. */
export function readFiles(files: Files): Promise<ReadPack> {
  return keepFiles(hashOfFiles(files), () => readPack(files));
}

/** Returns files from a row's text. */
export function filesOfText(text: string): Files {
  return new Map(Object.entries(storedJson<Record<string, string>>(text)));
}

export function textOfFiles(files: Files): string {
  return JSON.stringify(Object.fromEntries(files));
}
