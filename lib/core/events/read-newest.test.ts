import { afterAll, beforeAll, expect, it } from 'vitest';
import { transaction } from '../../db/transaction';
import { CountEvents, SearchEvents } from '../../events/operations';
import { CreateUser } from '../../iam/user/operations';
import { createTestWorld, TEST_NOW, type TestWorld } from '../test-world';
import { dayOf, findByEventId } from './event-rows';
import { countNewest, readNewest } from './read-newest';

// Ids in and across the ranges that a search reads in turn, with a gap that other accounts fill. They are above the ids that PostgreSQL's sequence
// gives to this test's own calls.
const IDS = [10_003, 10_004, 20_000, 24_999, 25_000, 25_001, 29_999, 30_000, 31_000, 2_000_000];
// The range excludes the events of this test's own calls.
const [FIRST, LAST] = [10_000, 3_000_000];
const DAY_MS = 86_400_000;
// Fewer days than a search always reads, even when time is short.
const DAYS = 8;

let world: TestWorld;
let root: Awaited<ReturnType<TestWorld['account']>>;
beforeAll(async () => {
  world = await createTestWorld();
  root = await world.account();
  const other = await world.account();
  await root.run(CreateUser, { UserName: 'somebody' });
  const { reader, writer } = world.database;
  const mine = await reader.event.findFirstOrThrow({ where: { accountId: root.accountId } });
  const caller = await reader.eventCaller.findFirstOrThrow({ where: { id: mine.callerId } });
  const resources = (id: number) => (id % 2 === 0 ? 'arn:rare' : 'arn:common');
  const events = IDS.map((id) => ({ ...mine, id, resources: resources(id) }));
  const others = IDS.map((id) => ({ ...mine, id: id + 100, resources: 'arn:rare', accountId: other.accountId }));
  // Ana called on each of several days.
  const days = Array.from({ length: DAYS }, (_, day) => new Date(TEST_NOW.getTime() - day * DAY_MS));
  const calls = days.map((time, day) => ({ ...mine, id: 3_000_000 - day, time, callerId: `ana-${day}`, eventName: 'TagUser' }));
  const callers = days.map((time, day) => ({
    ...caller,
    id: `ana-${day}`,
    day: dayOf(time),
    userName: 'ana',
    principalArn: null,
  }));
  await writer.event.deleteMany({});
  await writer.event.createMany({ data: [...events, ...others, ...calls] });
  await writer.eventCaller.createMany({ data: callers });
});
afterAll(() => world.close());

type Input = Parameters<typeof root.run<typeof SearchEvents>>[1];

/** Returns the row numbers of each page with at most `MaxResults` events. */
async function lookUp(input: Input, MaxResults: number): Promise<number[][]> {
  const pages: number[][] = [];
  let NextToken: string | undefined;
  do {
    const page: { Events: { eventID: string }[]; NextToken?: string } = await root.run(SearchEvents, {
      ...input,
      MaxResults,
      NextToken,
    });
    const rows = await Promise.all(page.Events.map(({ eventID }) => findByEventId(world.database.reader, eventID)));
    pages.push(rows.map((row) => row?.id ?? 0).filter((id) => id >= FIRST && id <= LAST));
    NextToken = page.NextToken;
  } while (NextToken !== undefined);
  return pages;
}

it('finds an account’s matching events in the whole history, newest first and in pages', async () => {
  const rare = IDS.filter((id) => id % 2 === 0).toReversed();
  expect((await lookUp({ Resource: 'rare' }, 50)).flat()).toEqual(rare);
  expect((await lookUp({ Resource: 'rare' }, 2)).flat()).toEqual(rare);
  expect((await lookUp({ Resource: 'nobody' }, 50)).flat()).toEqual([]);
  const common = IDS.filter((id) => id % 2 === 1).toReversed();
  expect((await lookUp({ Resource: 'arn:common', EndTime: '2030-01-01T00:00:00Z' }, 3)).flat()).toEqual(common);
});

it('finds and counts the events of a caller by day, in pages', async () => {
  const ids = Array.from({ length: DAYS }, (_, day) => 3_000_000 - day);
  for (const most of [3, DAYS, 50]) expect((await lookUp({ Principal: 'ana' }, most)).flat()).toEqual(ids);
  const days = (from: number, to: number) => ({
    StartTime: new Date(TEST_NOW.getTime() - from * DAY_MS).toISOString(),
    EndTime: new Date(TEST_NOW.getTime() - to * DAY_MS).toISOString(),
  });
  expect((await lookUp({ Principal: 'ana', ...days(5, 3) }, 2)).flat()).toEqual(ids.slice(3, 6));
  expect(await root.run(CountEvents, { Principal: 'ana' })).toEqual({ Count: DAYS, More: false });
  expect(await root.run(CountEvents, { Principal: 'ana', ...days(5, 3) })).toEqual({ Count: 3, More: false });
  expect((await lookUp({ Principal: 'ana', ReadOnly: true }, 4)).flat()).toEqual([]);
});

it('finds the events of many callers by a scan of the events', async () => {
  const { reader, writer } = world.database;
  const ana = await reader.eventCaller.findFirstOrThrow({ where: { id: 'ana-0' } });
  const crowd = Array.from({ length: 150 }, (_, number) => ({ ...ana, id: `crowd-${number}`, userName: `crowd-${number}` }));
  await writer.eventCaller.createMany({ data: crowd });
  await writer.event.updateMany({ where: { id: { in: IDS } }, data: { callerId: 'crowd-7' } });
  expect((await lookUp({ Principal: 'crowd' }, 4)).flat()).toEqual(IDS.toReversed());
  expect((await lookUp({ Principal: 'crowd', ReadOnly: true }, 4)).flat()).toEqual([]);
  await writer.eventCaller.deleteMany({ where: { id: { in: crowd.map(({ id }) => id) } } });
});

it('merges the results of several indexes in order, in pages', async () => {
  const all = [...Array.from({ length: DAYS }, (_, day) => 3_000_000 - day), ...IDS.toReversed()];
  for (const input of [{}, { ReadOnly: false }, { Outcome: 'Success' }, { Outcome: 'Success', ReadOnly: false }] as const)
    expect((await lookUp(input, 6)).flat()).toEqual(all);
  expect((await lookUp({ EventName: 'TagUser' }, 6)).flat()).toEqual(all.slice(0, DAYS));
  expect((await lookUp({ EventName: 'TagUser', Outcome: 'Success' }, 6)).flat()).toEqual(all.slice(0, DAYS));
});

/** Returns the number of turns that other work got during `work`. */
async function turnsDuring(work: () => Promise<unknown>): Promise<number> {
  let turns = 0;
  let working = true;
  const count = () => {
    turns += 1;
    if (working) setImmediate(count);
  };
  setImmediate(count);
  await work();
  working = false;
  return turns;
}

it('yields to other calls while it searches a long history', async () => {
  // This account's history lies in four ranges.
  expect(await turnsDuring(() => lookUp({ Resource: 'nobody' }, 50))).toBeGreaterThanOrEqual(4);
});

it('yields to other calls while it searches a day with many calls of one caller', async () => {
  const { reader } = world.database;
  const ana = await reader.eventCaller.findFirstOrThrow({ where: { id: 'ana-0' } });
  const { id: _, ...event } = await reader.event.findFirstOrThrow({ where: { callerId: ana.id } });
  await transaction(world.database, async (tx) => {
    await tx.eventCaller.createMany({ data: [{ ...ana, id: 'busy', userName: 'busy' }] });
    for (let from = 4_000_000; from < 4_008_000; from += 1_000) {
      const data = Array.from({ length: 1_000 }, (_, at) => ({ ...event, id: from + at, callerId: 'busy' }));
      await tx.event.createMany({ data });
    }
    await tx.event.update({ where: { id: 4_000_000 }, data: { outcome: 'Denied' } });
  });
  const sought = { accountIds: [root.accountId], outcomes: ['Denied'], callers: { userName: 'busy' }, from: TEST_NOW };
  const turns = await turnsDuring(async () => {
    const { rows } = await readNewest(reader, sought, { take: 5 });
    expect(rows.map(({ id }) => id)).toEqual([4_000_000]);
  });
  expect(turns).toBeGreaterThanOrEqual(4);
  expect(await countNewest(reader, sought, 5)).toEqual({ count: 1, more: false });
});
