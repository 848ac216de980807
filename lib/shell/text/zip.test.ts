import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { zipFiles } from './zip';

test('an archive has every file, and its work gives way between pieces', async () => {
  const files: [string, Uint8Array][] = [
    ['empty', new Uint8Array()],
    ['.aws/config', new TextEncoder().encode('[default]\nregion = eu-central-1\n')],
    ['ünïcode ✓/__proto__', new Uint8Array([0, 255])],
    ['large', Uint8Array.from({ length: 300_000 }, (_, at) => at % 251)],
    ['of one piece', new Uint8Array(65_536).fill(7)],
  ];
  let turns = 0;
  const archive = await zipFiles(files, () => {
    turns += 1;
  });
  expect(Object.entries(unzipSync(archive)).map(([name, bytes]) => [name, [...bytes]])).toEqual(
    files.map(([name, bytes]) => [name, [...bytes]]),
  );
  expect(turns).toBe(1 + 1 + 1 + 5 + 1);
});

test('an archive without files is one', async () => {
  expect(unzipSync(await zipFiles([], () => {}))).toEqual({});
});
