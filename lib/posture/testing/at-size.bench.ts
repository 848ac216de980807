import { setTimeout } from 'node:timers/promises';
import { createAccount } from '../../account/create-account';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall, userCaller } from '../../core/test-world';
import { measureLoopDelay } from '../../core/work/loop-delay';
import { createBenchDatabase } from '../../db/test-bench-database';
import { transaction } from '../../db/transaction';
import { fillHistory } from '../../events/test-history';
import { CreateGroup } from '../../iam/group/operations';
import { PutUserPolicy } from '../../iam/inline-policy/operations';
import { CreateUser, GetUser, ListUsers, TagUser } from '../../iam/user/operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { createCrowdOfAccounts } from '../../organizations/test-crowd';
import { historyOf } from '../facts/history';
import { keepPosture } from '../findings/keep';
import { GetPosture } from '../operations';
import { furnishAccounts } from './test-crowd';

const SIZE = { accounts: 1_000, units: 100 };
const EVENTS = 300_000;
const CALLERS = 500;
const ROUNDS = 5;
const NAME = 'maria';

type Figure = { name: string; value: number; unit: string; target?: string };

/**
 * Measures the posture of an organization of 1,000 accounts with ten principals each: a full evaluation in a new process, after a
 * write in one account, and without changes. Times are processor time, whatever else runs on the machine.
 */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const now = TEST_NOW;
    const { id: accountId } = await transaction(database, (tx) =>
      createAccount(tx, { name: 'bench', email: 'bench@example.com', now }),
    );
    const as =
      (caller: Parameters<typeof testCall>[0]) =>
      <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
        runOperation(operation, input, { ...testCall(caller), now }, database);
    const management = as(rootCaller(accountId));
    const { Organization } = await management(CreateOrganization, { FeatureSet: 'ALL' });
    await createCrowdOfAccounts(database, Organization.Id, SIZE);
    const crowd = await database.reader.account.findMany({
      where: { id: { startsWith: '9000' } },
      orderBy: { id: 'asc' },
      select: { id: true },
    });
    const accountIds = crowd.map(({ id }) => id);
    await furnishAccounts(database, accountIds);
    const { User } = await management(CreateUser, { UserName: NAME });
    const statement = { Effect: 'Allow', Action: ['iam:Get*', 'iam:List*', 'iam:TagUser'], Resource: '*' };
    const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: statement });
    await management(PutUserPolicy, { UserName: NAME, PolicyName: 'own', PolicyDocument });
    const maria = as({ ...userCaller(User), accessKeyId: 'AKIAIOSFODNN7EXAMPLE' });
    await maria(GetUser, { UserName: NAME });
    await maria(ListUsers, {});
    await maria(TagUser, { UserName: NAME, Tags: [{ Key: 'team', Value: 'red' }] });
    await maria(CreateGroup, { GroupName: 'denied' }).catch(() => undefined);
    await fillHistory(database, { events: EVENTS, callers: CALLERS, accountIds: [accountId, ...accountIds] }, NAME, now);

    const [first = '', second = ''] = accountIds;
    const organization = () => management(GetPosture, { Reach: 'organization' });
    const account = (id: string) => () => as(rootCaller(id))(GetPosture, {});
    const figures: Figure[] = [];
    const once = async (name: string, work: () => Promise<unknown>, target: string) => {
      const { cpuMs, longestMs } = await measure(work);
      figures.push(
        { name: `posture: ${name}`, value: cpuMs / 1000, unit: 's', target },
        { name: `posture: longest hold of the event loop by it`, value: longestMs, unit: 'ms', target: 'under 50' },
      );
    };
    const often = async (name: string, work: () => Promise<unknown>, target: string, before?: () => Promise<unknown>) => {
      const times: number[] = [];
      let longest = 0;
      for (let round = 0; round < ROUNDS; round++) {
        await before?.();
        const { cpuMs, longestMs } = await measure(work);
        times.push(cpuMs);
        longest = Math.max(longest, longestMs);
      }
      figures.push({ name: `posture: ${name}`, value: median(times), unit: 'ms', target });
      if (longest > 50)
        figures.push({ name: 'posture: longest hold of the event loop by it', value: longest, unit: 'ms', target: 'under 50' });
    };

    await once(`first look at ${EVENTS.toLocaleString('en')} events`, () => historyOf(database.reader, now), 'under 2');
    await once('the organization judged whole, cold', organization, 'under 5');
    await once('the organization written down for the first time', () => keepPosture(database, accountIds, now), 'under 5');
    let writes = 0;
    const write = () => as(rootCaller(first))(CreateGroup, { GroupName: `group-${writes++}` });
    await often('an account, after a write in it', account(first), 'under 100', write);
    await often('the organization, after a write in an account', organization, 'under 200', write);
    await often('an account, with nothing changed', account(second), 'under 50');
    await often('the organization, with nothing changed', organization, 'under 50');
    return figures;
  } finally {
    await database.close();
  }
}

async function measure(work: () => Promise<unknown>): Promise<{ cpuMs: number; longestMs: number }> {
  // Work from before does not count as its delay.
  await setTimeout(50);
  const stop = measureLoopDelay();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { cpuMs: (user + system) / 1000, longestMs: stop().maxMs };
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
}
