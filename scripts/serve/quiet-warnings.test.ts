import { getActionNotFoundError, getInvalidServerReferenceIdError } from 'next/dist/server/app-render/manifests-singleton';
import { expect, it } from 'vitest';
import { quietWarnings } from './quiet-warnings.mjs';

it('quietWarnings suppresses only warnings about unknown server actions', () => {
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
