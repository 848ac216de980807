import { getActionNotFoundError, getInvalidServerReferenceIdError } from 'next/dist/server/app-render/manifests-singleton';
import { expect, it } from 'vitest';
import { quietWarnings } from './quiet-warnings.mjs';

it('nothing is written of server actions that are not there, and of all else what it was', () => {
  const said: unknown[] = [];
  const console = { warn: (...words: unknown[]) => void said.push(words) };
  quietWarnings(console);
  console.warn(getActionNotFoundError('0'.repeat(42)));
  console.warn(getActionNotFoundError(null));
  console.warn(getInvalidServerReferenceIdError('made up'));
  const others = [['a text', 1], [new Error('something else')]];
  for (const words of others) console.warn(...words);
  expect(said).toEqual(others);
});
