import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FILTER_NAMES } from '../../aws-cli/completion/filter-names';

test('the shell completes the filters that the describe calls have', () => {
  const folder = import.meta.dirname;
  const sources = readdirSync(folder).filter((name) => /^[\w-]+\.ts$/.test(name) && !name.endsWith('.test.ts'));
  const texts = sources.map((name) => readFileSync(join(folder, name), 'utf8'));
  const known = texts.flatMap((text) =>
    [...text.matchAll(/^const OF_(\w+) = \[([^\]]*)\]/gm)].map(([, what = '', names = '']) => {
      const words = [...names.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
      const takesTags = new RegExp(`name\\.startsWith\\('tag:'\\) \\|\\| OF_${what}\\.`).test(text);
      return [...words, ...(takesTags ? ['tag:'] : [])].toSorted().join(' ');
    }),
  );
  const completed = Object.values(FILTER_NAMES.ec2 ?? {}).map(({ names }) => names.toSorted().join(' '));
  expect(completed.toSorted()).toEqual(known.toSorted());
});
