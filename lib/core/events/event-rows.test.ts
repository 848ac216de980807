import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../db/client';
import { databaseBytes } from '../../db/database-bytes';
import type { Insertion } from '../../db/direct-queries';
import { transaction } from '../../db/transaction';
import { GetUser } from '../../iam/user/operations';
import { createTestWorld, rootCaller, TEST_NOW, type TestWorld, testCall } from '../test-world';
import { eventIdOf, findByEventId, type NewEvent, packEvent, readWhole, storeCaller } from './event-rows';
import { recordEvent, toEventRows } from './events';

const ACCOUNT = '111122223333';
const USER = `arn:aws:iam::${ACCOUNT}:user/maria`;
const POLICY = 'arn:aws:iam::aws:policy/ReadOnlyAccess@v12';

const allowed = { action: 'iam:GetUser', resource: USER, decision: 'Allowed' } as const;
const by = (statementIndex: number, policyId = POLICY) => ({ policyId, statementIndex });
const event: NewEvent = {
  accountId: ACCOUNT,
  time: new Date('2026-03-01T12:00:00.123Z'),
  eventSource: 'iam.amazonaws.com',
  eventName: 'GetUser',
  readOnly: true,
  outcome: 'Success',
  requestId: '0c1f3a52-98c4-4f7b-8f43-3a1f5be0d9aa',
  errorCode: null,
  errorMessage: null,
  resources: [{ ARN: USER, accountId: ACCOUNT }],
  requestParameters: '{"userName":"maria"}',
  responseElements: null,
  additionalEventData: null,
  decision: [{ ...allowed, deciding: [by(3)] }],
  authorizationId: null,
  principalType: 'User',
  principalArn: USER,
  principalId: 'AIDAIOSFODNN7EXAMPLE1',
  userName: 'maria',
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  sourceIpAddress: '203.0.113.7',
  userAgent: 'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.0 lang/python#3.13.7 md/prompt#off md/command#iam.get-user',
  awsRegion: 'us-east-1',
  via: 'api',
  userIdentity: `{"type":"IAMUser","principalId":"AIDAIOSFODNN7EXAMPLE1","arn":"${USER}","accountId":"${ACCOUNT}","userName":"maria"}`,
};

let world: TestWorld;
beforeEach(async () => {
  world = await createTestWorld();
});
afterEach(() => world.close());

async function stored(...events: NewEvent[]) {
  await transaction(world.database, async (tx) => {
    for (const one of events) {
      const rows = packEvent(one);
      await storeCaller(tx, rows.caller);
      await tx.event.create({ data: rows.event });
    }
  });
  const { reader } = world.database;
  return readWhole(reader, await reader.event.findMany({ orderBy: { id: 'asc' } }));
}

describe('the rows of an event', () => {
  it('are inserted after their callers in a fixed order, so that processes cannot deadlock', async () => {
    const written: Insertion[] = [];
    const database = { insertAtOnce: (insertions) => written.push(...insertions) > 0 } as Database;
    const call = testCall(rootCaller(ACCOUNT));
    const read = { service: 'iam', name: 'GetUser', readOnly: true, outcome: 'Success', resources: [] } as const;
    const calls = ['a', 'b', 'c', 'd', 'e', 'f'].map((userAgent) => ({ ...call, userAgent }));
    await Promise.all(calls.map((call) => recordEvent(database, { ...read, call })));
    expect(written.map(({ model }) => model)).toEqual(['eventCaller', 'event', 'decisionTrace', 'lastUse']);
    const ids = written[0]?.rows.map((row) => 'id' in row && row.id);
    expect(ids).toHaveLength(calls.length);
    expect(ids).toEqual(ids?.toSorted());
  });

  it('contain every member of the event', async () => {
    const events: NewEvent[] = [
      event,
      { ...event, requestId: 'request-1', resources: [], decision: [] },
      { ...event, responseElements: '{"ConsoleLogin":"Success"}', additionalEventData: '{"MFAUsed":"Yes"}' },
      { ...event, additionalEventData: '{"MFAUsed":"No"}' },
      { ...event, decision: [{ ...allowed, deciding: [] }] },
      { ...event, decision: [{ ...allowed, deciding: [by(0, 'a policy with spaces'), by(1)] }] },
      { ...event, decision: [{ ...allowed, deciding: [by(0, 'a policy with spaces')] }] },
      {
        ...event,
        decision: [{ ...allowed, decision: 'ImplicitDeny', deciding: [] }],
        outcome: 'Denied',
        authorizationId: randomUUID(),
      },
      { ...event, decision: [allowed, allowed].map((one) => ({ ...one, deciding: [] })) },
      { ...event, resources: [{ ARN: USER, accountId: '444455556666' }] },
      { ...event, resources: [{ ARN: 'no arn', accountId: ACCOUNT }] },
      {
        ...event,
        eventName: 'ListUsers',
        resources: [],
        decision: [{ ...allowed, action: 'iam:ListUsers', resource: '*', deciding: [by(0)] }],
      },
    ];
    const found = await stored(...events);
    expect(found.map(({ id: _, eventId: __, ...rest }) => rest)).toEqual(events);
  });

  it('contain the shared data of a day’s events once', async () => {
    const at = (time: string, userAgent = 'one') => ({ ...event, time: new Date(time), userAgent });
    await stored(
      at('2026-03-01T00:00:00Z'),
      at('2026-03-01T23:59:59Z'),
      at('2026-03-02T00:00:00Z'),
      at('2026-03-02T01:00:00Z', 'two'),
    );
    const days = (await world.database.reader.eventCaller.findMany({ select: { day: true, userAgent: true } })).map(
      ({ day, userAgent }) => `${day} ${userAgent}`,
    );
    expect(days.sort()).toEqual(['2026-03-01 one', '2026-03-02 one', '2026-03-02 two']);
  });

  it.runIf(inject('testTemplate').provider === 'sqlite')(
    'take less than 400 bytes for an ordinary event, including indexes',
    async () => {
      await stored(event);
      const before = await databaseBytes(world.database);
      const rows = Array.from({ length: 5_000 }, () => packEvent({ ...event, requestId: randomUUID() }).event);
      await transaction(world.database, (tx) => tx.event.createMany({ data: rows }));
      expect(((await databaseBytes(world.database)) - before) / rows.length).toBeLessThan(400);
    },
  );
});

describe('an event id', () => {
  it('is a UUID that starts with its time and finds only its row', async () => {
    const [one, two] = await stored(event, event);
    if (!one || !two) throw new Error('they were not stored');
    expect(one.eventId).toMatch(/^019ca945-0a7b-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(one.eventId).not.toBe(two.eventId);
    const find = async (id: string) => (await findByEventId(world.database.reader, id))?.id;
    expect(await find(one.eventId)).toBe(one.id);
    expect(await find(two.eventId)).toBe(two.id);
    expect(await find(eventIdOf({ id: one.id, time: TEST_NOW }))).toBeUndefined();
    const other = one.eventId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (const unknown of [other, '', 'x', randomUUID(), "' OR 1=1", one.eventId.toUpperCase()])
      expect(await find(unknown)).toBeUndefined();
  });
});

it('reads an event whose caller is gone as an event of an unknown principal', async () => {
  const root = await world.account();
  await root.fails(GetUser, { UserName: 'nobody' });
  await world.database.writer.eventCaller.deleteMany({});
  const { reader } = world.database;
  expect(await readWhole(reader, await reader.event.findMany())).toMatchObject([{ principalType: 'Unknown', userName: null }]);
});

it('writes no NUL character of a caller, because PostgreSQL refuses it', () => {
  const call = { ...testCall(rootCaller(ACCOUNT)), sourceIp: '1\0', userAgent: 'a\0', region: 'r\0' };
  const error = { code: 'AccessDenied', message: 'of \0' };
  const resources = [{ ARN: 'arn:aws:shop:::order/\0', accountId: ACCOUNT }];
  const rows = toEventRows({ call, service: 'shop', name: 'RefundOrder', readOnly: false, outcome: 'Denied', error, resources });
  const { userIdentity: _, ...caller } = rows.caller;
  for (const value of Object.values({ ...rows.event, ...caller })) expect(String(value)).not.toContain('\0');
});
