import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ACCESS_KEY_SECRET, findCredential } from '../../../lib/core/secrets/credentials';
import { verifyPassword } from '../../../lib/core/secrets/password-hash';
import { decrypt } from '../../../lib/core/secrets/secrets';
import { createTestWorld, rootCaller, type TestWorld } from '../../../lib/core/test-world';
import { recordedEvents } from '../../../lib/core/testing/recorded-events';
import { grouped } from '../../../lib/core/work/bulk';
import { RemoveUserFromGroup } from '../../../lib/iam/group/operations';
import { ListUserOverviews } from '../../../lib/iam/user/overview';
import { CloseAccount } from '../../../lib/organizations/account/operations';
import { RestoreSnapshot, SaveSnapshot } from '../../../lib/snapshot/operations';
import { heldTables, type Row, type TableName } from '../../../lib/snapshot/tables';
import { rowsHeld } from '../../../lib/snapshot/test-scene';
import { seedWithRoom } from '..';
import { DEMO_PASSWORD } from '../demo-password';
import { accountName, groupName, userName } from './prototypes';
import { rowClient } from './rows-made';
import { type LargeSize, PEOPLE } from './size';

const TODAY = new Date('2026-03-01T12:00:00.000Z');
const SIZE: LargeSize = {
  users: 16,
  kinds: 8,
  usersByOperations: 8,
  groups: 6,
  groupsPerUser: 4,
  units: 3,
  unitsByOperations: 1,
  accountsPerUnit: 2,
  events: 800,
};

async function createLarge(size: LargeSize): Promise<TestWorld> {
  const world = await createTestWorld();
  await seedWithRoom(world.database, size, TODAY);
  return world;
}

// The tests share this world, because no test reads rows that another test changes.
let world: TestWorld;
beforeAll(async () => {
  world = await createLarge(SIZE);
});
afterAll(() => world.close());

it('copied rows equal the rows of operations in every table, including history and revisions', async () => {
  const asOperations = await createLarge({ ...SIZE, usersByOperations: SIZE.users, unitsByOperations: SIZE.units });
  const [copied, made] = [await comparableRows(world), await comparableRows(asOperations)];
  for (const table of TABLES) expect(copied[table].join('\n'), table).toBe(made[table].join('\n'));
  expect(copied.User.filter((row) => row.includes(PEOPLE_NAME))).toHaveLength(SIZE.users);
  await asOperations.close();
});

describe('the history', () => {
  it('is numbered in the order of time, with a unique ID for each event', async () => {
    const events = await recordedEvents(world.database.reader);
    for (const [at, { time, principalType }] of events.entries()) {
      expect(time.getTime()).toBeGreaterThanOrEqual(events[at - 1]?.time.getTime() ?? 0);
      // Each event refers to a caller of its day.
      expect(principalType).not.toBe('Unknown');
    }
    expect(new Set(events.map(({ eventId }) => eventId)).size).toBe(SIZE.events);
    expect(events.at(-1)?.time.getTime()).toBeLessThanOrEqual(TODAY.getTime());
  });
});

describe('a copy', () => {
  it('of a user can sign in, and has an access key with its own secret', async () => {
    const { reader } = world.database;
    const { passwordHash } = await reader.loginProfile.findFirstOrThrow({ where: { user: { nameKey: userName(8) } } });
    expect(await verifyPassword(passwordHash, DEMO_PASSWORD)).toBe(true);
    const keys = await reader.accessKey.findMany({ where: { user: { nameKey: { in: [1, 9].map(userName) } } } });
    expect(new Set(keys.map(({ secretCipher }) => decrypt(ACCESS_KEY_SECRET, secretCipher))).size).toBe(2);
    for (const { id } of keys) expect((await findCredential(reader, id, 'aws', TODAY)).state).toBe('usable');
  });

  it('can be changed by operations and restored from a snapshot', async () => {
    const { reader } = world.database;
    const { managementAccountId } = await reader.organization.findFirstOrThrow();
    const people = await reader.account.findUniqueOrThrow({ where: { alias: PEOPLE } });
    const closed = await reader.account.findFirstOrThrow({ where: { name: accountName(5) } });
    const management = world.as(rootCaller(managementAccountId), { now: TODAY });
    const inPeople = world.as(rootCaller(people.id), { now: TODAY });
    await management.run(SaveSnapshot, { Name: 'base' });
    const before = await rowsHeld(world);
    await inPeople.run(RemoveUserFromGroup, { GroupName: groupName(0), UserName: userName(15) });
    await management.run(CloseAccount, { AccountId: closed.id });
    expect(await rowsHeld(world)).not.toEqual(before);
    await management.run(RestoreSnapshot, { Name: 'base' });
    expect(await rowsHeld(world)).toEqual(before);
    const { Rows } = await inPeople.run(ListUserOverviews, {});
    expect(Rows.map(({ UserName }) => UserName)).toEqual(Array.from({ length: SIZE.users }, (_, index) => userName(index)));
  });
});

/** The tables of resources. Copies have no resources, and those of the demo have many random names. */
const OF_RESOURCES: readonly string[] = [
  'Resource',
  'KmsKeyMaterial',
  'QueueMessage',
  'TopicMessage',
  'S3Object',
  'SecretVersion',
  'TableItem',
  'InstanceRun',
];
const COMPARED_SOURCES = ['iam.amazonaws.com', 'sts.amazonaws.com', 'organizations.amazonaws.com'];

const TABLES: readonly TableName[] = [
  ...heldTables().filter((table) => !OF_RESOURCES.includes(table)),
  'DecisionTrace',
  'EventCaller',
  'Event',
];
const PEOPLE_NAME = 'Account people';

/** Returns all rows without random values: names instead of IDs, and no secrets. */
async function comparableRows({ database }: TestWorld): Promise<Record<TableName, string[]>> {
  const rows = new Map<string, Row[]>();
  for (const table of TABLES) rows.set(table, await rowClient(database.reader, table).findMany({}));
  const events = rows.get('Event') ?? [];
  const compared = events.filter(({ eventSource }) => COMPARED_SOURCES.includes(String(eventSource)));
  rows.set('Event', compared);
  const names = new Map<string, string>();
  const named = (word: string) => names.get(word) ?? withoutDigits(word.replace(/^ASIA\w{16}$/, 'ASIA'));
  const inWords = (text: string) => text.replaceAll(/[\w-]+/g, named).replaceAll(/\d{12}/g, named);
  // A call that concerns two accounts leaves an event in each.
  for (const [requestId, ofRequest] of grouped(compared, ({ requestId }) => String(requestId)))
    names.set(requestId, ofRequest.map(({ eventName }) => eventName).join());
  // The root has no row of its own, but its ID is part of its OUs' IDs.
  for (const row of rows.get('Organization') ?? []) names.set(String(row.rootId), 'Root');
  for (const table of TABLES) {
    const ofTable = rows.get(table) ?? [];
    for (const row of ofTable) {
      const owner = names.get(String(row.accountId)) ?? '';
      const name = row.name ?? row.accountName ?? (table === 'Organization' ? 'acme' : names.get(String(row.userId)));
      if (typeof row.id === 'string') names.set(row.id, withoutDigits(`${table} ${name ?? ''} ${owner}`.trim()));
    }
  }
  const entries = TABLES.map((table) => [table, (rows.get(table) ?? []).map((row) => inOrder(inWords(comparable(row)))).sort()]);
  return Object.fromEntries(entries);
}

/** Leaves out the random digits in the names of IAM Identity Center's roles and SAML providers. */
const withoutDigits = (text: string) => text.replaceAll(/(?<=SSO_\S*)[0-9a-f]{16}/gi, 'DIGITS');

const CHANCE = new Set([
  'callerId',
  'authorizationId',
  'privateCipher',
  'publicKey',
  'keyId',
  'rootRecovery',
  'passwordHistory',
  'uuid',
]);

function comparable(row: Row): string {
  const cells = Object.entries(row).filter(([column, value]) => {
    if (/Hash$|Cipher$/.test(column)) return value === null;
    return !CHANCE.has(column) && !(column === 'id' && typeof value === 'number');
  });
  // The issuer of IAM Identity Center contains its id in base64.
  return JSON.stringify(cells).replaceAll(/(?<=\/saml\/assertion\/)\w+/g, 'INSTANCE');
}

/** Sorts lists, because an evaluation lists policies in the order of their random IDs. */
function inOrder(row: string): string {
  const sorted = (value: unknown): unknown => {
    if (Array.isArray(value)) {
      const items = value.map(sorted).map((item) => ({ item, text: JSON.stringify(item) }));
      return items.sort((a, b) => (a.text < b.text ? -1 : 1)).map(({ item }) => item);
    }
    if (typeof value !== 'object' || value === null) return value;
    return sorted(Object.entries(value));
  };
  const cells = JSON.parse(row) as [string, unknown][];
  return JSON.stringify(cells.map(([column, value]) => [column, column === 'trace' ? sorted(JSON.parse(String(value))) : value]));
}
