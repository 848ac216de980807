import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { describe, expect, it, vi } from 'vitest';
import { refreshReads } from './refresh-reads';

/** Returns a browser with a cached group and organization, and a page that shows a user. */
async function browser() {
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Number.POSITIVE_INFINITY } } });
  for (const key of [
    ['iam', 'GetGroup'],
    ['organizations', 'ListRoots'],
  ])
    client.setQueryData(key, 'read before');
  const reads = { user: 0 };
  const user = { queryKey: ['iam', 'GetUser'], queryFn: async () => ++reads.user };
  await client.fetchQuery(user);
  const shown = new QueryObserver(client, user);
  const leave = shown.subscribe(() => undefined);
  const old = () =>
    client
      .getQueryCache()
      .getAll()
      .filter(({ state }) => state.isInvalidated)
      .map(({ queryKey }) => queryKey[1]);
  return { client, reads, shown, leave, old };
}

describe('refreshReads after a write', () => {
  it('invalidates every read and refetches the displayed reads before it resolves', async () => {
    const { client, reads, shown, leave, old } = await browser();
    await refreshReads(client);
    expect([reads.user, shown.getCurrentResult().data]).toEqual([2, 2]);
    expect(old()).toEqual(['GetGroup', 'ListRoots']);
    leave();
  });

  it('invalidates only the given reads', async () => {
    const { client, reads, leave, old } = await browser();
    await refreshReads(client, [['organizations']]);
    expect([reads.user, old()]).toEqual([1, ['ListRoots']]);
    await refreshReads(client, []);
    expect(reads.user).toBe(1);
    leave();
  });

  it('asks again for a first answer that may be older than the write', async () => {
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const answers: ((answer: string) => void)[] = [];
    const queryFn = () => new Promise<string>((resolve) => answers.push(resolve));
    const shown = new QueryObserver(client, { queryKey: ['organizations', 'GetNode'], queryFn });
    const leave = shown.subscribe(() => undefined);
    const refreshed = refreshReads(client);
    answers[0]?.('before the write');
    await vi.waitFor(() => expect(answers).toHaveLength(2));
    answers[1]?.('after the write');
    await refreshed;
    expect(shown.getCurrentResult().data).toBe('after the write');
    leave();
  });
});
