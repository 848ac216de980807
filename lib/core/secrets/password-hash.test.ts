import { describe, expect, it } from 'vitest';
import { hashAtLastCost, verify } from '../testing/quick-argon2';
import { hashPassword, NOBODYS_HASH, verifyPassword } from './password-hash';

describe('password hashes', () => {
  it('match only their own password', async () => {
    const passwordHash = await hashPassword('Correct-horse-1');
    expect(await verifyPassword(passwordHash, 'Correct-horse-1')).toBe(true);
    expect(await verifyPassword(passwordHash, 'correct-horse-1')).toBe(false);
    expect(await verifyPassword('no hash', 'Correct-horse-1')).toBe(false);
  });

  it('are computed for 24 callers at a time, and refused to others immediately', async () => {
    const answers = await Promise.allSettled(Array.from({ length: 60 }, () => verifyPassword('no hash', 'x')));
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(24);
    for (const answer of answers.slice(24)) expect(answer).toMatchObject({ reason: { shape: 'Throttling' } });
  });

  it('cost the same for an unknown user as for an existing one', async () => {
    const parameters = (text: string) => text.split('$').slice(1, 4);
    await hashPassword('x');
    const somebodys = await hashAtLastCost('x');
    expect(parameters(NOBODYS_HASH)).toEqual(parameters(somebodys));
    // OWASP: argon2id with at least 19 MiB and two passes.
    expect(parameters(somebodys)).toEqual(['argon2id', 'v=19', 'm=19456,t=2,p=1']);
    expect(await verify(somebodys, 'x')).toBe(true);
    // An unreadable hash would throw immediately.
    expect(await verify(NOBODYS_HASH, '')).toBe(false);
  });
});
