import { describe, expect, it } from 'vitest';
import { generatePassword } from './generate-password';

describe('a generated password', () => {
  it('is as long as asked for, has characters of every class, and is never the same', () => {
    const passwords = Array.from({ length: 200 }, () => generatePassword(8));
    for (const password of passwords) {
      expect(password).toHaveLength(8);
      for (const one of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(one);
      expect(password, 'characters that look alike').not.toMatch(/[IOl01]/);
    }
    expect(new Set(passwords).size).toBe(200);
  });

  it('has its classes at no fixed places', () => {
    const kinds = Array.from({ length: 200 }, () => generatePassword(8).replace(/[A-Z]/g, 'A').replace(/[^A]/g, '.'));
    expect(new Set(kinds.map((kind) => kind.indexOf('A'))).size).toBeGreaterThan(3);
  });
});
