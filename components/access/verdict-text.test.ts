import { describe, expect, it } from 'vitest';
import { verdictSentence } from './verdict-text';

const asked = { resourceAccount: '444455556666', crossAccount: true };

describe('verdictSentence', () => {
  it('says what an allowed answer takes for granted', () => {
    const allowed = { decision: 'Allowed', blockedBy: [], ...asked } as const;
    const step = { step: 'rcp', outcome: 'Skipped', statements: [] } as const;
    const unknown = verdictSentence({ ...allowed, steps: [{ ...step, reason: 'notKnownHere' }] });
    expect(unknown).toContain('The resource control policies over account 444455556666 are not known here');
    expect(verdictSentence({ ...allowed, steps: [{ ...step, reason: 'notInEffect' }] })).not.toContain('not known');
  });

  it('says of what AWS owns that nobody else changes it', () => {
    const steps = [{ step: 'resource', outcome: 'NoMatch', reason: 'ownedByAws', statements: [] }] as const;
    const blockedBy = [{ type: 'resource', kind: 'implicit' }] as const;
    expect(verdictSentence({ decision: 'ImplicitDeny', blockedBy, steps, ...asked })).toMatch(/^This belongs to AWS/);
  });
});
