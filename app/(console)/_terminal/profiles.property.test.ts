import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type BrowserSession, type LabPersona, profilesOf } from './profiles';

const session: fc.Arbitrary<BrowserSession> = fc.record({
  label: fc.constantFrom('maria', 'root', 'maria@production', 'Admin/ana', 'Team lead', '__proto__', 'maria@111122223333'),
  href: fc.string(),
  accountId: fc.constantFrom('111122223333', '222233334444'),
  accountName: fc.constantFrom('production', 'test', 'Team lead'),
  identityTag: fc.uuid(),
});
const sessions = fc.uniqueArray(session, { selector: ({ label, accountId }) => `${label} ${accountId}`, maxLength: 5 });

// Law: every profile is one session, no name has a blank, and every identity of an account has a name where there are several.
it('names each of several sessions once', () => {
  fc.assert(
    fc.property(sessions, (all) => {
      const profiles = profilesOf(all);
      expect(new Set(profiles.values()).size).toBe(profiles.size);
      expect(profiles.size).toBe(all.length < 2 ? 0 : all.length);
      for (const name of profiles.keys()) expect(name).toMatch(/^\S+$/);
    }),
  );
});

const persona: fc.Arbitrary<LabPersona> = fc.record({
  key: fc.constantFrom('admin', 'maria', 'ben', 'admin-prod', '__proto__'),
  accountId: fc.constantFrom('111122223333', '222233334444'),
  userName: fc.constantFrom('maria', 'Admin/ana', null),
  attemptId: fc.constant('attempt'),
});
const personas = fc.uniqueArray(persona, { selector: ({ key }) => key, maxLength: 4 });

// Law: in a lab, every persona is a profile of its name, and stands for its own session or for none.
it('names personas as the lab does, with the session that each has', () => {
  fc.assert(
    fc.property(sessions, personas, (all, ofLab) => {
      const profiles = profilesOf(all, ofLab);
      for (const one of ofLab) {
        const own = all.find(({ label, accountId }) => label === (one.userName ?? 'root') && accountId === one.accountId);
        expect(profiles.get(one.key)).toBe(own ?? one);
      }
      if (ofLab.length > 0) expect([...profiles.values()]).toEqual(expect.arrayContaining(all));
    }),
  );
});

it('names an identity by itself, and by its account where two have one name', () => {
  const named = (label: string, accountName: string, accountId: string): BrowserSession => ({
    ...{ label, accountName, accountId, href: '', identityTag: '' },
  });
  const all = [
    named('maria', 'test', '111122223333'),
    named('ben', 'test', '111122223333'),
    named('root', 'a', '1'),
    named('root', 'b', '2'),
  ];
  expect([...profilesOf(all).keys()]).toEqual(['maria', 'ben', 'root@a', 'root@b']);
});
