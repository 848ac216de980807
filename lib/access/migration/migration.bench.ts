import { createAdministrator } from '../../aws-api/testing/load';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../../core/test-world';
import { measureHolds } from '../../core/testing/holds';
import { createBenchDatabase } from '../../db/test-bench-database';
import { AttachGroupPolicy } from '../../iam/attachment/operations';
import { PutGroupPolicy } from '../../iam/inline-policy/operations';
import { CreatePolicy } from '../../iam/policy/operations';
import { createCrowd, crowdGroupName } from '../../iam/test-crowd';
import { StartSSO } from '../../identity-center/instance/console-operations';
import { CreateOrganization } from '../../organizations/organization/operations';
import { ListOldCredentials, PlanUserMigration } from './operations';

type Figure = { name: string; value: number; unit: string; target?: string };

const SIZE = { users: 5_000, groups: 100, groupsPerUser: 3 };
const document = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

/** Measures the plan for an account of 5,000 users, with a policy that differs by user name. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const { accountId } = await createAdministrator(database);
    const run = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, { ...testCall(rootCaller(accountId)), now: TEST_NOW }, database);
    await run(CreateOrganization, { FeatureSet: 'ALL' });
    await run(StartSSO, {});
    const read = { Effect: 'Allow', Action: ['s3:Get*', 's3:List*', 'ec2:Describe*'], Resource: '*' };
    const { Policy } = await run(CreatePolicy, { PolicyName: 'read', PolicyDocument: document(read) });
    await createCrowd(database, accountId, Policy.Arn, SIZE);
    // Everybody is in the first group.
    const home = { Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::home/${aws:username}/*' };
    await run(PutGroupPolicy, { GroupName: crowdGroupName(0), PolicyName: 'home', PolicyDocument: document(home) });
    for (let at = 1; at < SIZE.groups; at += 10)
      await run(AttachGroupPolicy, { GroupName: crowdGroupName(at), PolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' });
    const work = {
      'the plan with the first 500 compared': () => run(PlanUserMigration, { AccountId: accountId }),
      'old credentials': () => run(ListOldCredentials, { AccountId: accountId }),
    };
    return await measureHolds(work, { about: 'migration of 5,000 users: ', target: 'under 4000' });
  } finally {
    await database.close();
  }
}
