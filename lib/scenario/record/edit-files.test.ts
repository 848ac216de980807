import { expect, it } from 'vitest';
import { MOST_FILE_CHARACTERS } from '../format/limits';
import { stepsIn, UnreadableFile, withOperations, withStandIns } from './edit-files';

const filesOf = (...lines: string[]) =>
  new Map([['scenario.yaml', [...lines, 'steps: [{ id: first, title: First }]', ''].join('\n')]]);

it('the editing functions handle files that cannot be read', () => {
  const alias = filesOf('title: *stressed');
  expect(stepsIn(alias)).toEqual([{ id: 'first', title: 'First' }]);
  expect(withStandIns(alias).get('scenario.yaml')).toContain('title: *stressed');
  const long = filesOf(`story: ${'x'.repeat(MOST_FILE_CHARACTERS)}`);
  expect(stepsIn(long)).toEqual([]);
  for (const files of [long, filesOf(`story: ${'['.repeat(5_000)}`)]) {
    expect(withStandIns(files)).toBe(files);
    expect(() => withOperations(files, 'setup', [], 'append')).toThrow(UnreadableFile);
  }
});
