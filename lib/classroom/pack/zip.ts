import { strToU8, zipSync } from 'fflate';

/** Returns texts as a zip with one top folder. */
export function zipPack(folder: string, files: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(files).map(([path, text]) => [`${folder}/${path}`, strToU8(text)] as const);
  return zipSync(Object.fromEntries(entries));
}
