import { createAccount } from '../account/create-account';
import type { InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, testCall, userCaller } from '../core/test-world';
import { measureLoopDelay } from '../core/work/loop-delay';
import { databaseBytes } from '../db/database-bytes';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { CreateGroup, GetGroup, ListGroups } from '../iam/group/operations';
import { PutUserPolicy } from '../iam/inline-policy/operations';
import { CreateUser, GetUser, ListUsers, ListUserTags, TagUser } from '../iam/user/operations';
import { CreateOrganization } from '../organizations/organization/operations';
import { createCrowdOfAccounts } from '../organizations/test-crowd';
import { GetCallerIdentity } from '../sts/caller/operations';
import { CountEvents, GetAuthorizationDetails, GetEvent, ListOwnDenials, SearchEvents } from './operations';
import { fillHistory } from './test-history';

/**
 * The number of events, as in `npm run bench -- history --events 10000000`. Each takes about 400 bytes in the folder for temporary files.
 */
const EVENTS = Number(process.env.BENCH_EVENTS ?? 200_000);
const SIZE = { callers: 500, accounts: 1_000, units: 100 };
const NAME = 'maria-of-the-bench';
const USER_AGENT =
  'aws-cli/2.31.0 md/awscrt#0.27.6 ua/2.1 os/linux#6.1.0 md/arch#x86_64 lang/python#3.13.7 md/prompt#off md/command#iam.get-user';
const HOUR_MS = 3_600_000;
const ROUNDS = 5;
const TARGET = 'under 300';

type Figure = { name: string; value: number; unit: string; target?: string };

/** Measures each view of a large event history, and the size of an event. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const now = new Date();
    const { id: accountId } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now }),
    );
    const call = (caller: Parameters<typeof testCall>[0]) => ({ ...testCall(caller), now, userAgent: USER_AGENT });
    const root = call(rootCaller(accountId));
    const { Organization } = await runOperation(CreateOrganization, { FeatureSet: 'ALL' }, root, database);
    await createCrowdOfAccounts(database, Organization.Id, SIZE);
    const { User } = await runOperation(CreateUser, { UserName: NAME }, root, database);
    const statement = { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'iam:TagUser', 'iam:CreateGroup'], Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    await runOperation(PutUserPolicy, { UserName: NAME, PolicyName: 'own', PolicyDocument }, root, database);
    const maria = call({ ...userCaller(User), accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    for (const [operation, input] of [
      [GetUser, { UserName: NAME }],
      [ListUserTags, { UserName: NAME }],
      [ListUsers, {}],
      [ListGroups, {}],
      [GetCallerIdentity, {}],
      [TagUser, { UserName: NAME, Tags: [{ Key: 'team', Value: 'red' }] }],
      [CreateGroup, { GroupName: 'readers' }],
      [GetGroup, { GroupName: 'readers' }],
    ] as const)
      await runOperation(operation, input as never, { ...maria, requestId: crypto.randomUUID() }, database);
    await runOperation(CreateUser, { UserName: 'eve' }, maria, database).catch(() => undefined);

    const before = await databaseBytes(database);
    const crowd = await database.reader.account.findMany({ where: { id: { startsWith: '9000' } }, select: { id: true } });
    const accountIds = [accountId, ...crowd.map(({ id }) => id)];
    const began = performance.now();
    await fillHistory(database, { events: EVENTS, callers: SIZE.callers, accountIds }, NAME, now);
    const figures: Figure[] = [
      { name: `history: ${EVENTS.toLocaleString('en')} events written`, value: (performance.now() - began) / 1000, unit: 's' },
      {
        name: 'history: an event with its indexes',
        value: ((await databaseBytes(database)) - before) / EVENTS,
        unit: 'bytes',
        target: 'at most 400',
      },
    ];
    const lookUp = (input: InputOf<typeof SearchEvents>) => runOperation(SearchEvents, input, root, database);
    const ago = (hours: number) => new Date(now.getTime() - hours * HOUR_MS).toISOString();
    const views: Record<string, InputOf<typeof CountEvents>> = {
      all: {},
      changes: { ReadOnly: false },
      reads: { ReadOnly: true },
      denied: { Outcome: 'Denied' },
      'would have been denied': { Outcome: 'WouldBeDenied' },
      failed: { Outcome: 'Failed' },
      'changes that were denied': { ReadOnly: false, Outcome: 'Denied' },
      'by name': { EventName: 'GetUser' },
      'by a rare name, changes': { EventName: 'CreateOrganization', ReadOnly: false },
      'by a name that there is not': { EventName: 'DeleteUser' },
      'by a caller': { Principal: 'user-0007' },
      'by a caller, denied': { Principal: 'user-0007', Outcome: 'Denied' },
      'by many callers': { Principal: 'user-' },
      'by a caller that there is not': { Principal: 'nobody' },
      'by source address': { SourceIPAddress: '10.0.0.7' },
      'by a resource': { Resource: 'user/user-0007' },
      'by a resource that there is not': { Resource: 'user/nobody' },
      'by a resource, changes': { Resource: 'user/user-0007', ReadOnly: false },
      'by service': { EventSource: 'sts.amazonaws.com' },
      'by a service that there is not': { EventSource: 'organizations.amazonaws.com', ReadOnly: true },
      'by error code': { ErrorCode: 'AccessDenied' },
      'of an hour': { StartTime: ago(1_000), EndTime: ago(999) },
      'changes of a week': { ReadOnly: false, StartTime: ago(1_000), EndTime: ago(832) },
      'denied before a time': { Outcome: 'Denied', EndTime: ago(2_000) },
      'by a caller, of a day': { Principal: 'user-0007', StartTime: ago(1_000), EndTime: ago(976) },
      'of the organization': { AccountId: 'all' },
      'of the organization, changes': { AccountId: 'all', ReadOnly: false },
      'of the organization, denied': { AccountId: 'all', Outcome: 'Denied' },
      'of the organization, by a caller': { AccountId: 'all', Principal: 'user-0499' },
      'of the organization, by a resource that there is not': { AccountId: 'all', Resource: 'user/nobody' },
      'of a small account': { AccountId: accountIds[7] },
    };
    const measure = async (name: string, once: () => Promise<unknown>) => {
      const stop = measureLoopDelay();
      const times: number[] = [];
      for (let round = 0; round < ROUNDS; round++) {
        const started = performance.now();
        await once();
        times.push(performance.now() - started);
      }
      figures.push({ name: `history: ${name}`, value: median(times), unit: 'ms', target: TARGET });
      const { maxMs } = stop();
      if (maxMs > 50)
        figures.push({ name: `history: longest event-loop delay of ${name}`, value: maxMs, unit: 'ms', target: 'under 50' });
    };
    for (const [name, input] of Object.entries(views)) {
      await measure(name, () => lookUp(input));
      const { NextToken } = await lookUp(input);
      await measure(`${name}, older`, () => lookUp({ ...input, NextToken }));
      await measure(`${name}, counted`, () => runOperation(CountEvents, input, root, database));
    }
    await measure('a page of an export', () => lookUp({ MaxResults: 1_000 }));
    const [oldest] = (await lookUp({ EndTime: ago(2_100), MaxResults: 1 })).Events;
    const [denied] = (await lookUp({ Outcome: 'Denied', EndTime: ago(1_000), MaxResults: 1 })).Events;
    await measure('one event', () => runOperation(GetEvent, { EventId: oldest?.eventID ?? '' }, root, database));
    await measure('own denials', () => runOperation(ListOwnDenials, {}, root, database));
    const AuthorizationId = denied?.authorizationId ?? '';
    await measure('how a denial was decided', () => runOperation(GetAuthorizationDetails, { AuthorizationId }, root, database));
    return figures;
  } finally {
    await database.close();
  }
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
