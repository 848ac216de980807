import { readdirSync, readFileSync } from 'node:fs';
import { isObject, type JsonObject } from '../read-json';

/** A golden case: its file, the page it comes from, and the case with the file's common members. */
export type GoldenCase = { file: string; source: string; name: string; value: JsonObject };

/** Reads every golden case of the folder above, for tests. A case's own members take precedence over `given`. */
export function readCases(): GoldenCase[] {
  const folder = new URL('..', import.meta.url);
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.json'));
  return files.sort().flatMap((file) => {
    const value: unknown = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
    if (!isObject(value) || !Array.isArray(value.cases)) throw new Error(`${file} has no cases.`);
    const source = typeof value.source === 'string' ? value.source : '';
    const given = isObject(value.given) ? value.given : {};
    return value.cases.filter(isObject).map((one) => ({ file, source, name: String(one.name), value: { ...given, ...one } }));
  });
}
