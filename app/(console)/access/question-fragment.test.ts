import { afterEach, expect, it, vi } from 'vitest';
import { decisionHref, showDecision } from './question-fragment';
import { readFragment } from './read-fragment';

afterEach(() => vi.unstubAllGlobals());

it('shows a question with other drafts and notifies listeners of the changed fragment', () => {
  const question = { PrincipalArn: 'arn:aws:iam::111122223333:user/ana', Action: 's3:GetObject', Resource: '*' };
  const drafts = [{ kind: 'remove', policyId: 'p' } as const];
  const location = new URL(`${decisionHref(question)}&size=presentation&step=2`, 'http://here');
  const read: unknown[] = [];
  vi.stubGlobal('window', {
    location,
    history: { pushState: (_: unknown, __: unknown, url: URL) => Object.assign(location, { href: url.href }) },
    dispatchEvent: ({ type }: Event) => read.push([type, readFragment(location.hash).Drafts]),
  });
  showDecision({ ...question, Drafts: drafts });
  expect(read).toEqual([['hashchange', drafts]]);
  expect(Object.fromEntries(location.searchParams)).toEqual({
    principal: question.PrincipalArn,
    action: 's3:GetObject',
    resource: '*',
    size: 'presentation',
  });
});
