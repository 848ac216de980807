import { joinBytes } from './bytes';

/** The bytes that are compressed at once, which takes a few milliseconds. */
const AT_ONCE = 65_536;

/**
 * Returns a ZIP archive.
 * @param files the names and contents
 * @param giveWay is called between the pieces of work, and may wait
 */
export async function zipFiles(
  files: Iterable<readonly [name: string, content: Uint8Array]>,
  giveWay: () => Promise<void> | void,
): Promise<Uint8Array> {
  const { Zip, ZipDeflate } = await import('fflate');
  const pieces: Uint8Array[] = [];
  const archive = new Zip((error, piece) => {
    if (error) throw error;
    pieces.push(piece);
  });
  for (const [name, content] of files) {
    const entry = new ZipDeflate(name);
    archive.add(entry);
    for (let at = 0; ; at += AT_ONCE) {
      const isLast = at + AT_ONCE >= content.length;
      entry.push(content.subarray(at, at + AT_ONCE), isLast);
      await giveWay();
      if (isLast) break;
    }
  }
  archive.end();
  return joinBytes(pieces);
}
