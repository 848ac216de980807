import { createAdministrator } from '../../aws-api/testing/load';
import type { AnyOperation, InputOf } from '../../core/operation';
import { runOperation } from '../../core/run/run';
import { rootCaller, TEST_NOW, testCall } from '../../core/test-world';
import { measureHolds } from '../../core/testing/holds';
import { createBenchDatabase } from '../../db/test-bench-database';
import { CreateOrganization } from '../../organizations/organization/operations';
import { createCrowdOfAccounts } from '../../organizations/test-crowd';
import { ListAssignmentOverviews } from '../assignment/overview';
import { ListAssignmentReviews } from '../assignment/review-operations';
import { StartSSO } from '../instance/console-operations';
import { CreatePermissionSet } from '../permission-set/operations';
import { ListPermissionSetOverviews } from '../permission-set/overview';
import { createPeople } from '../test-people';
import { ExportAccountAccess } from './export-operations';
import { GetAccountAccess, GetAccountAccessMatrix } from './operations';

type Figure = { name: string; value: number; unit: string; target?: string };

const SIZE = { users: 5_000, groups: 200, groupsPerUser: 3, grantsPerGroup: 100, directGrants: 2_000 };

/** Measures questions about the access of 5,000 people to 1,000 accounts. */
export async function run(): Promise<Figure[]> {
  const database = await createBenchDatabase();
  try {
    const { accountId } = await createAdministrator(database);
    const run = <O extends AnyOperation>(operation: O, input: InputOf<O>) =>
      runOperation(operation, input, { ...testCall(rootCaller(accountId)), now: TEST_NOW }, database);
    const { Organization } = await run(CreateOrganization, { FeatureSet: 'ALL' });
    await createCrowdOfAccounts(database, Organization.Id, { accounts: 1_000, units: 100 });
    const { InstanceArn } = await run(StartSSO, {});
    for (const Name of ['Admin', 'Deploy', 'ReadOnly', 'Audit', 'Support']) await run(CreatePermissionSet, { InstanceArn, Name });
    const { userIds } = await createPeople(database, InstanceArn, SIZE);
    const [first = ''] = userIds;
    const ask = (input: InputOf<typeof GetAccountAccessMatrix>) => () => run(GetAccountAccessMatrix, input);
    const work = {
      'first page': ask({}),
      'a late page of people and accounts': ask({ Page: 150, AccountPage: 90 }),
      'largest page': ask({ PageSize: 100, AccountPageSize: 20 }),
      'by group': ask({ By: 'GROUP', PageSize: 100, AccountPageSize: 20 }),
      'a search in an OU': ask({ Search: 'person 12', OrganizationalUnitId: 'ou-crowd-00000003' }),
      'one account': ask({ AccountId: '900000000004', PageSize: 100 }),
      'the list of assignments': () => run(ListAssignmentOverviews, {}),
      'the list of assignments, unused ones': () => run(ListAssignmentOverviews, { Filters: ['use:Unused'] }),
      'the assignments that need a review': () => run(ListAssignmentReviews, {}),
      'an export': () => run(ExportAccountAccess, {}),
      'the list of permission sets': () => run(ListPermissionSetOverviews, {}),
      'a cell': () => run(GetAccountAccess, { PrincipalType: 'USER', PrincipalId: first, AccountId: '900000000000' }),
    };
    return await measureHolds(work, { about: 'access of 5,000 people to 1,000 accounts: ', target: 'under 1000' });
  } finally {
    await database.close();
  }
}
