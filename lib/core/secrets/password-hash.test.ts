import { verify } from '@node-rs/argon2';
import { describe, expect, it } from 'vitest';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './password-hash';

describe('password hashes', () => {
  it('open to their password only', async () => {
    const passwordHash = await hashPassword('Correct-horse-1');
    expect(await verifyPassword(passwordHash, 'Correct-horse-1')).toBe(true);
    expect(await verifyPassword(passwordHash, 'correct-horse-1')).toBe(false);
    expect(await verifyPassword('no hash', 'Correct-horse-1')).toBe(false);
  });

  it('are made by two dozen callers at a time, and refused to all others at once', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword('no hash', 'x')));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(24);
    for (const answer of answers.slice(24)) expect(answer).toMatchObject({ reason: { shape: 'Throttling' } });
  });

  it('cost the same for nobody as for somebody', async () => {
    const parameters = (text: string) => text.split('$').slice(0, 4);
    expect(parameters(NOBODYS_HASH)).toEqual(parameters(await hashPassword('x')));
    // A text that could not be read would throw, at once.
    expect(await verify(NOBODYS_HASH, '')).toBe(false);
  });
});
