import { describe, expect, it } from 'vitest';
import { generatePassword } from './generate-password';

describe('a generated password', () => {
  it('has the requested length and all character classes, and is unique', () => {
    const passwords = Array.from({ length: 200 }, () => generatePassword(8));
    for (const password of passwords) {
      expect(password).toHaveLength(8);
      for (const one of [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/]) expect(password).toMatch(one);
      expect(password, 'characters that look alike').not.toMatch(/[IOl01]/);
    }
    expect(new Set(passwords).size).toBe(200);
  });

  it('has its character classes at random positions', () => {
    const kinds = Array.from({ length: 200 }, () => generatePassword(8).replace(/[A-Z]/g, 'A').replace(/[^A]/g, '.'));
    expect(new Set(kinds.map((kind) => kind.indexOf('A'))).size).toBeGreaterThan(3);
  });
});
