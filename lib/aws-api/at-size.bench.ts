import { PreviewGuardrailChange } from '../access/guardrail-preview/operations';
import { WhoCan } from '../access/who-can/operations';
import type { AnyOperation, InputOf } from '../core/operation';
import { runOperation } from '../core/run/run';
import { rootCaller, testCall } from '../core/test-world';
import type { Database } from '../db/client';
import { createBenchDatabase } from '../db/test-bench-database';
import { transaction } from '../db/transaction';
import { createCrowd } from '../iam/test-crowd';
import { ListUserOverviews } from '../iam/user/overview';
import { CreateOrganization } from '../organizations/organization/operations';
import { GetOrganizationNode, GetTreeBranch, ListAccountOverviews } from '../organizations/overview/operations';
import { createCrowdOfAccounts, WIDE_POLICY_ID } from '../organizations/test-crowd';
import { startAwsApi } from './server/start-aws-api';
import { beside, createAdministrator, type Figure, load, signedText } from './testing/load';

const USERS = { users: 5_000, groups: 100, groupsPerUser: 10 };
const ACCOUNTS = { accounts: 1_000, units: 100 };
/** The number of connections. With few of them, calls wait for the page's work and not for each other. */
const CONNECTIONS = 4;
const CALLS = 2_000;
/** More calls than are ever made. They stop when the page's work ends. */
const ENDLESS = 200_000;

/** Measures the time of a signed GetUser and the event-loop delay while a large page is read repeatedly. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  const api = await startAwsApi({ database, host: '127.0.0.1', port: 0, consoleUrl: 'http://localhost:3000' });
  try {
    const { accountId, ...keys } = await createAdministrator(database);
    const ask = async <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, testCall(rootCaller(accountId)), database);
    const { Organization } = await ask(CreateOrganization, { FeatureSet: 'ALL' });
    await createCrowd(database, accountId, 'arn:aws:iam::aws:policy/ReadOnlyAccess', USERS);
    await createCrowdOfAccounts(database, Organization.Id, ACCOUNTS);
    const rootId = (await ask(GetOrganizationNode, {})).Node.Id;
    const getUser = await signedText(keys, 'GetUser', { UserName: 'administrator' });
    await load(api.port, [getUser], 2_000, CONNECTIONS);

    const work: Readonly<Record<string, () => Promise<unknown>>> = {
      'the Users page': () => ask(ListUserOverviews, {}),
      'the account tree': async () => {
        await ask(GetOrganizationNode, {});
        await ask(GetTreeBranch, {});
      },
      'the accounts list by principals': () => ask(ListAccountOverviews, { Sort: '-principals' }),
      'a guardrail preview': () =>
        ask(PreviewGuardrailChange, { Change: { kind: 'attach', policyId: WIDE_POLICY_ID, targetId: rootId } }),
      'who can, organization-wide': () =>
        ask(WhoCan, { Action: 's3:GetObject', Resource: 'arn:aws:s3:::bench/x', Reach: 'organization' }),
    };
    const quiet = await load(api.port, [getUser], CALLS, CONNECTIONS);
    const figures: Figure[] = [{ name: 'at size: GetUser p99, nothing beside it', value: quiet.p99, unit: 'ms' }];
    for (const [name, once] of Object.entries(work)) {
      const { p99, delay, seconds } = await beside(
        (stop) => load(api.port, [getUser], ENDLESS, CONNECTIONS, stop),
        async () => {
          await touch(database, accountId);
          await once();
        },
      );
      figures.push(
        { name: `at size: ${name}, once`, value: seconds, unit: 's' },
        { name: `at size: GetUser p99 beside ${name}`, value: p99, unit: 'ms', target: 'under 100' },
        { name: `at size: the same, times as long as alone`, value: p99 / quiet.p99, unit: 'times' },
        { name: `at size: event-loop delay p99 beside ${name}`, value: delay.p99Ms, unit: 'ms', target: 'under 50' },
        { name: `at size: longest event-loop delay beside ${name}`, value: delay.maxMs, unit: 'ms' },
      );
    }
    return figures;
  } finally {
    await api.close();
    await database.close();
  }
}

/** Increments the account's revision as any write does, so that no cached result is reused. */
async function touch(database: Database, accountId: string): Promise<void> {
  await transaction(database, (tx) => tx.account.updateMany({ where: { id: accountId }, data: { revision: { increment: 1 } } }));
}
