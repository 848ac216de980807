import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { MOST_FILES } from '../../scenario';
import { invalid } from '../errors';
import { fileNameProblem } from './file-names';
import { MOST_UNPACKED, MOST_ZIP } from './limits';

// Zip files are untrusted. The directory is read first and checked against the limits of a pack; then each file is unpacked up to
// the size that the directory says. Zips are packed by fflate, but not read by it: it checks no checksums, and silently truncates
// files that are longer than the directory says.

const inflate = promisify(inflateRaw);

const LIST_END = 0x06054b50;
const LIST_ENTRY = 0x02014b50;
const FILE = 0x04034b50;
const LIST_END_BYTES = 22;
const LIST_ENTRY_BYTES = 46;
const FILE_BYTES = 30;
const MOST_COMMENT = 0xffff;
const STORED = 0;
const DEFLATED = 8;
const ENCRYPTED = 0x0001;
/** The file types in a Unix mode. Links are neither. */
const TYPE = 0o170000;
const REGULAR = 0o100000;
const FOLDER = 0o040000;
/** Files that macOS and Windows add. */
const OF_THE_SYSTEM = /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$)/;

type Entry = { name: string; method: number; crc: number; packed: number; size: number; offset: number };

const refuse = (message: string) => invalid(message, 'zip');

/**
 * Returns the texts in a zip by path, without a common top folder.
 * @throws AwsError ValidationError if it is not a zip, is damaged, exceeds the limits of a pack, or contains anything but text
 * files
 */
export async function unzipPack(zip: Uint8Array): Promise<ReadonlyMap<string, string>> {
  if (zip.length > MOST_ZIP) throw refuse(`The zip is larger than ${MOST_ZIP.toLocaleString('en')} bytes.`);
  const bytes = Buffer.from(zip.buffer, zip.byteOffset, zip.byteLength);
  const entries = listOf(bytes);
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > MOST_UNPACKED) throw refuse(`Unpacked, it is larger than ${MOST_UNPACKED.toLocaleString('en')} bytes.`);
  const names = namesIn(entries);
  const files = new Map<string, string>();
  for (const [at, entry] of entries.entries()) {
    const name = names[at] ?? '';
    files.set(name, textOf(name, await contentOf(bytes, entry)));
  }
  return files;
}

/** Returns the entries of the zip's directory, which is at the end, before a comment. */
function listOf(bytes: Buffer): Entry[] {
  const end = findListEnd(bytes);
  if (end === null) throw refuse('This is not a zip file.');
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  if (count === 0xffff || at === 0xffffffff) throw refuse('Zip64 files are not supported.');
  // Folders have entries too.
  if (count > 2 * MOST_FILES) throw refuse(`A pack can have up to ${MOST_FILES} files.`);
  const entries: Entry[] = [];
  for (let index = 0; index < count; index += 1) {
    if (at + LIST_ENTRY_BYTES > end || bytes.readUInt32LE(at) !== LIST_ENTRY) throw refuse('The zip is damaged.');
    const nameEnd = at + LIST_ENTRY_BYTES + bytes.readUInt16LE(at + 28);
    const next = nameEnd + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
    if (next > end) throw refuse('The zip is damaged.');
    const name = decode(bytes.subarray(at + LIST_ENTRY_BYTES, nameEnd));
    if (name === null) throw refuse('A file name is not UTF-8.');
    const type = (bytes.readUInt32LE(at + 38) >>> 16) & TYPE;
    const isFolder = name.endsWith('/');
    if (type !== 0 && type !== (isFolder ? FOLDER : REGULAR))
      throw refuse(`${shown(name)} is a link or a device. A pack can contain only text files.`);
    if (bytes.readUInt16LE(at + 8) & ENCRYPTED) throw refuse('The zip is encrypted.');
    const entry = {
      name,
      method: bytes.readUInt16LE(at + 10),
      crc: bytes.readUInt32LE(at + 16),
      packed: bytes.readUInt32LE(at + 20),
      size: bytes.readUInt32LE(at + 24),
      offset: bytes.readUInt32LE(at + 42),
    };
    if (entry.method !== STORED && entry.method !== DEFLATED)
      throw refuse(`${shown(name)} uses a compression method that is not supported.`);
    if (isFolder && entry.size > 0) throw refuse('The zip is damaged.');
    if (!isFolder && !OF_THE_SYSTEM.test(name)) entries.push(entry);
    at = next;
  }
  if (entries.length > MOST_FILES) throw refuse(`A pack can have up to ${MOST_FILES} files.`);
  if (entries.length === 0) throw refuse('The zip is empty.');
  return entries;
}

function findListEnd(bytes: Buffer): number | null {
  const last = bytes.length - LIST_END_BYTES;
  for (let at = last; at >= Math.max(0, last - MOST_COMMENT); at -= 1)
    if (bytes.readUInt32LE(at) === LIST_END && at + LIST_END_BYTES + bytes.readUInt16LE(at + 20) === bytes.length) return at;
  return null;
}

/** Returns the entries' paths in the pack. In a zip of a folder, that folder is removed from each path. */
function namesIn(entries: readonly Entry[]): string[] {
  const [top = ''] = entries[0]?.name.split('/') ?? [];
  const isFolder = top !== '' && top !== '.' && top !== '..' && entries.every(({ name }) => name.startsWith(`${top}/`));
  // A zip with only `policies/x.json` is a file of a pack, not a pack in the folder `policies`.
  const isAbove = isFolder && entries.some(({ name }) => name === `${top}/scenario.yaml`);
  const names = entries.map(({ name }) => (isAbove ? name.slice(top.length + 1) : name));
  for (const name of names) {
    const problem = fileNameProblem(name);
    if (problem !== undefined) throw refuse(`${shown(name)}: ${problem}`);
  }
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw refuse(`The zip contains ${twice} twice.`);
  return names;
}

async function contentOf(bytes: Buffer, { name, method, crc, packed, size, offset }: Entry): Promise<Buffer> {
  const damaged = () => refuse(`The zip is damaged: ${shown(name)}.`);
  if (offset + FILE_BYTES > bytes.length || bytes.readUInt32LE(offset) !== FILE) throw damaged();
  const start = offset + FILE_BYTES + bytes.readUInt16LE(offset + 26) + bytes.readUInt16LE(offset + 28);
  const written = bytes.subarray(start, start + packed);
  if (written.length !== packed) throw damaged();
  // Unpacking stops when a file exceeds its declared size.
  const content =
    method === STORED
      ? written
      : await inflate(written, { maxOutputLength: Math.max(size, 1) }).catch(() => Buffer.alloc(size + 1));
  if (content.length !== size || crc32(content) !== crc) throw damaged();
  return content;
}

function textOf(name: string, content: Buffer): string {
  const text = decode(content);
  if (text === null) throw refuse(`${name} is not UTF-8 text.`);
  return text;
}

function decode(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Returns a name with unprintable characters replaced, shortened for messages. */
function shown(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]/g, '?');
  return plain.length > 80 ? `${plain.slice(0, 80)}…` : plain;
}
