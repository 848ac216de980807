import type { Database } from '../../../lib/db/client';
import { transaction } from '../../../lib/db/transaction';
import type { Clock } from '../actor';
import type { Seeded } from '../organization';
import { toOriginals, type Words, wordsOf } from './copies';
import { copyRows, readRevisions, revisionsSince } from './copy-rows';
import { accountName, groupsOfKind, makePeopleAccount, makeUnit, makeUser, spendDay, unitName, userName } from './prototypes';
import { DAY_MS, repeatReads } from './repeat-reads';
import { eventsMadeBy, rowsMadeBy } from './rows-made';
import type { LargeSize } from './size';

/** The average number of daily reads of a user. */
const READS_A_DAY = 10;

/**
 * Fills the demo organization with users, accounts and events. Some are created by operations. The others are copies of their
 * rows under other names and IDs, because operations would take an hour.
 * @param seedDemo builds the organization on its first day
 * @param today the last day of its history
 */
export async function seedLarge(
  database: Database,
  size: LargeSize,
  seedDemo: (clock: Clock) => Promise<Seeded>,
  today: Date,
): Promise<void> {
  const days = Math.ceil(size.events / (size.users * READS_A_DAY)) + 1;
  const first = today.getTime() - days * DAY_MS;
  let now = new Date(first);
  const clock = () => now;
  const { administrator, enter, members } = await seedDemo(clock);

  const people = await makePeopleAccount(administrator, enter, size.groups);
  const users = range(size.usersByOperations).map((index) => ({ index, kind: index % size.kinds }));
  const userWords = await multiply(database, size.users / users.length, namesOf(users.length, [userName]), async () => {
    for (const { index, kind } of users) await makeUser(people.actor, index, kind, groupsOfKind(kind, size));
  });
  const { unitsByOperations, accountsPerUnit } = size;
  const unitNames = new Map([
    ...namesOf(unitsByOperations, [unitName]),
    ...namesOf(unitsByOperations * accountsPerUnit, [accountName, (index) => `aws-${accountName(index)}`]),
  ]);
  await multiply(database, size.units / unitsByOperations, unitNames, async () => {
    for (const index of range(unitsByOperations))
      await makeUnit(administrator, enter, { index, accounts: accountsPerUnit, auditAccount: members.audit });
  });

  now = new Date(first + DAY_MS);
  await seedEvents(database, size, userWords, async () => {
    for (const { index, kind } of users) await spendDay(database, people.accountId, index, kind, clock);
  });
  await countUsesAnew(database);
}

/** Makes the next start count all last uses again, because copied events have not updated them. */
async function countUsesAnew(database: Database): Promise<void> {
  const last = await database.reader.event.findFirst({ orderBy: { id: 'desc' } });
  await transaction(database, async (tx) => {
    await tx.lastUse.deleteMany();
    await tx.installation.updateMany({ data: { usesUnread: last?.id ?? 0 } });
  });
}

const range = (length: number) => Array.from({ length }, (_, index) => index);

/** Returns numbered names. The numbers of each copy follow those of the copy before it. */
function namesOf(count: number, names: readonly ((index: number) => string)[]): Words {
  return new Map(
    names.flatMap((name) => range(count).map((index) => [name(index), (copy: number) => name(index + copy * count)] as const)),
  );
}

/**
 * Runs operations, and then copies the rows that they created.
 * @returns the words that differ in the copies
 */
async function multiply(database: Database, times: number, names: Words, work: () => Promise<void>): Promise<Words> {
  const before = await readRevisions(database.reader);
  const made = await rowsMadeBy(database, work);
  const words = wordsOf(made, names);
  await copyRows(database, toOriginals(made, words), words, times - 1, await revisionsSince(database.reader, before));
  return words;
}

/** Creates the events of a first day of all users, including denials. Then repeats the reads on later days until there are enough. */
async function seedEvents(database: Database, size: LargeSize, names: Words, firstDay: () => Promise<void>): Promise<void> {
  const made = await eventsMadeBy(database, firstDay);
  const words = wordsOf(made, names);
  await copyRows(database, toOriginals(made, words), words, size.users / size.usersByOperations - 1);
  const events = made.flatMap(({ table, rows }) => (table === 'Event' ? rows : []));
  await repeatReads(database, { from: Number(events[0]?.id), until: size.events });
}
