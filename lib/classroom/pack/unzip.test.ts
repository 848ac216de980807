import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { unzipPack } from './unzip';

type Options = { attrs?: number; os?: number; level?: 0 };
const zipOf = (files: Record<string, string | Uint8Array>, options: Options = {}) =>
  zipSync(
    Object.fromEntries(
      Object.entries(files).map(([name, content]) => [
        name,
        [typeof content === 'string' ? strToU8(content) : content, options] as const,
      ]),
    ) as never,
  );
const PACK = { 'scenario.yaml': 'format: 1\n', 'policies/work.json': '{}' };

/** Overwrites a number in the central directory's entry of a zip's first file. */
function forged(zip: Uint8Array, offset: number, value: number): Uint8Array {
  const bytes = Buffer.from(zip);
  bytes.writeUInt32LE(value, bytes.readUInt32LE(bytes.length - 6) + offset);
  return bytes;
}

describe('a zip of a pack', () => {
  it('is read compressed or stored, with or without a top folder', async () => {
    const wanted = new Map(Object.entries(PACK));
    for (const level of [undefined, 0] as const)
      expect(await unzipPack(zipOf(PACK, level === 0 ? { level } : {}))).toEqual(wanted);
    const within = (top: string) => Object.fromEntries(Object.entries(PACK).map(([name, text]) => [`${top}/${name}`, text]));
    for (const top of ['my-pack', 'Übung (2)']) expect(await unzipPack(zipOf(within(top)))).toEqual(wanted);
    const withRubbish = { ...within('own'), '__MACOSX/own/._scenario.yaml': 'x', 'own/.DS_Store': 'x' };
    expect(await unzipPack(zipOf(withRubbish))).toEqual(wanted);
  });

  it.each([
    ['a path to the parent folder', { 'scenario.yaml': '', '../evil.yaml': '' }],
    ['a path to the parent folder inside another path', { 'a/scenario.yaml': '', 'a/../../evil.yaml': '' }],
    ['an absolute path', { 'scenario.yaml': '', '/etc/cron.d/x': '' }],
    ['a drive letter', { 'scenario.yaml': '', 'C:/x': '' }],
    ['a backslash', { 'scenario.yaml': '', '..\\evil.yaml': '' }],
    ['a control character', { 'scenario.yaml': '', 'policies/a\u0007.json': '' }],
    ['a right-to-left override in a name', { 'scenario.yaml': '', 'policies/\u202Enosj.exe': '' }],
    ['a second top folder', { 'a/scenario.yaml': '', 'b/evil.yaml': '', '.ssh/config': '' }],
    ['an empty path segment', { 'scenario.yaml': '', 'policies//x.json': '' }],
  ])('is refused with %s', async (_name, files) => {
    await expect(unzipPack(zipOf(files))).rejects.toThrow('Use letters, digits');
  });

  it('is refused with links, devices, binary files or too many files', async () => {
    for (const type of [0o120777, 0o060666, 0o010644])
      await expect(unzipPack(zipOf(PACK, { os: 3, attrs: type << 16 }))).rejects.toThrow('is a link or a device');
    await expect(unzipPack(zipOf({ 'scenario.yaml': new Uint8Array([0xff, 0xfe, 0x41]) }))).rejects.toThrow('not UTF-8 text');
    await expect(unzipPack(strToU8('not a zip'))).rejects.toThrow('This is not a zip file');
    await expect(unzipPack(zipOf({}))).rejects.toThrow('is empty');
    const many = Object.fromEntries(Array.from({ length: 201 }, (_, at) => [`policies/p${at}.json`, '{}']));
    await expect(unzipPack(zipOf(many))).rejects.toThrow('200 files');
  });

  it('is unpacked only up to its declared size and the size limit', async () => {
    const bomb = zipOf({ 'scenario.yaml': new Uint8Array(64 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    const started = process.memoryUsage().arrayBuffers;
    await expect(unzipPack(bomb)).rejects.toThrow('Unpacked, it is larger');
    // The zip declares a small size, so unpacking stops at that size.
    await expect(unzipPack(forged(bomb, 24, 10))).rejects.toThrow('The zip is damaged');
    expect(process.memoryUsage().arrayBuffers - started).toBeLessThan(16 * 1024 * 1024);
    await expect(unzipPack(new Uint8Array(1_048_577))).rejects.toThrow('larger than 1,048,576');
    // Many small files together exceed the limit.
    const some = Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`policies/p${at}.json`, new Uint8Array(100_000)]));
    await expect(unzipPack(zipOf(some))).rejects.toThrow('Unpacked, it is larger');
  });

  it('is refused if it is damaged', async () => {
    const zip = zipOf(PACK);
    await expect(unzipPack(forged(zip, 16, 1))).rejects.toThrow('damaged');
    await expect(unzipPack(forged(zip, 20, 0x7fffffff))).rejects.toThrow('damaged');
    await expect(unzipPack(forged(zip, 42, 0xfffffff0))).rejects.toThrow('damaged');
    // After a change of any byte, the zip is either read or refused with an error message.
    for (let at = 0; at < zip.length; at += 1) {
      const bytes = Buffer.from(zip);
      bytes[at] = (bytes[at] ?? 0) ^ 0xff;
      const read = await unzipPack(bytes).catch((error: { shape?: string }) => error.shape);
      expect(read instanceof Map || read === 'ValidationError').toBe(true);
    }
  });
});
