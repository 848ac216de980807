import { afterAll, beforeAll, expect, it } from 'vitest';
import { createTestWorld, type TestWorld } from '../core/test-world';
import { CreateUser } from '../iam/user/operations';
import { LookupEvents } from './operations';

// Ids in and across the spans that are looked through one after the other, with a gap that other accounts fill. They are above those that
// PostgreSQL gives the calls of this test, whose sequence knows nothing of ids that were given by hand.
const IDS = [10_003, 10_004, 20_000, 24_999, 25_000, 25_001, 29_999, 30_000, 31_000, 2_000_000];

let world: TestWorld;
let root: Awaited<ReturnType<TestWorld['account']>>;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const other = await world.account();
  await root.run(CreateUser, { UserName: 'somebody' });
  const mine = await world.database.reader.event.findFirstOrThrow({ where: { accountId: root.accountId } });
  const events = IDS.map((id) => ({ ...mine, id, eventId: `event-${id}`, userName: id % 2 === 0 ? 'rare' : 'common' }));
  const others = IDS.map((id) => ({
    ...mine,
    id: id + 100,
    eventId: `other-${id}`,
    userName: 'rare',
    accountId: other.accountId,
  }));
  await world.database.writer.event.deleteMany({});
  await world.database.writer.event.createMany({ data: [...events, ...others] });
});
afterAll(() => world.close());

/** The user names in `pages`, of at most so many events each. */
async function lookUp(input: { Principal?: string; ReadOnly?: boolean }, MaxResults: number): Promise<string[][]> {
  const pages: string[][] = [];
  let NextToken: string | undefined;
  do {
    const page: { Events: { eventID: string }[]; NextToken?: string } = await root.run(LookupEvents, {
      ...input,
      MaxResults,
      NextToken,
      EndTime: '2030-01-01T00:00:00Z',
    });
    pages.push(page.Events.map(({ eventID }) => eventID).filter((id) => id.startsWith('event-')));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return pages;
}

it('finds events wherever they stand in the history, newest first, page by page, and none of another account', async () => {
  const named = (ids: number[]) => ids.toReversed().map((id) => `event-${id}`);
  const rare = named(IDS.filter((id) => id % 2 === 0));
  expect(await lookUp({ Principal: 'rare' }, 50)).toEqual([rare]);
  expect(await lookUp({ Principal: 'rare' }, 2)).toEqual([rare.slice(0, 2), rare.slice(2, 4), rare.slice(4)]);
  expect((await lookUp({ Principal: 'nobody' }, 50)).flat()).toEqual([]);
});

it('lets other calls in while it looks through a long history', async () => {
  let turns = 0;
  let looking = true;
  const count = () => {
    turns += 1;
    if (looking) setImmediate(count);
  };
  setImmediate(count);
  await lookUp({ Principal: 'nobody' }, 50);
  looking = false;
  // The history of this account lies in four spans.
  expect(turns).toBeGreaterThanOrEqual(4);
});
