import { z } from 'zod';
import { type List, readListPage, type Seen } from '../../core/list/list';
import { ListInput, type ListPage } from '../../core/list/schema';
import { defineOperation, type Scope } from '../../core/operation';
import { text } from '../../core/shapes';
import { readByIds, readInChunks } from '../../core/work/bulk';
import { principalNames } from '../../identity-store/rows';
import { notFound } from '../errors';
import type { InstanceRow } from '../instance/rows';
import { findOwnInstance, requireOwnInstance } from '../own-instance';
import { PROVIDERS, type ProviderName } from './providers';
import { type ApplicationAssignmentRow, type ApplicationRow, applicationArn, insertApplication, toApplication } from './rows';
import { CreateApplicationInput } from './schema';

/**
 * Creates a SAML 2.0 application. AWS's API has no call for it, only the console's action of this name, which is on no resource. Only the
 * instance of an organization has such applications. Source: IAM Identity Center User Guide, "Customer managed SAML 2.0 applications".
 */
export const CreateApplicationInstance = defineOperation({
  service: 'sso',
  name: 'CreateApplicationInstance',
  access: 'Write',
  turn: 'organization',
  input: CreateApplicationInput.pick({ Name: true, Description: true, PortalOptions: true }),
  target: (_input, scope) => findOwnInstance(scope),
  checks: () => [{ action: 'sso:CreateApplicationInstance', resource: '*' }],
  run: async (input, scope, found) => {
    const instance = requireOwnInstance(found);
    const row = await insertApplication({ ...scope, instance }, { provider: 'custom-saml', ...input });
    return { ApplicationArn: applicationArn(scope.partition, row) };
  },
});

/** The names of protocols on pages, as in AWS's console. */
const TYPES = { SAML: 'SAML 2.0', OAUTH: 'OAuth 2.0' } as const;

const typeOf = ({ provider }: ApplicationRow) => TYPES[PROVIDERS[provider as ProviderName].FederationProtocol];
const statusOf = ({ status }: ApplicationRow) => (status === 'ENABLED' ? 'Enabled' : 'Disabled');

type ApplicationParts = { users: number; required: boolean };

/** An application in the console's list. A part is null if the caller may not read it. */
export type ApplicationOverview = {
  Id: string;
  ApplicationArn: string;
  Name: string;
  Type: (typeof TYPES)[keyof typeof TYPES];
  Status: 'Enabled' | 'Disabled';
  Visible: boolean;
  ApplicationUrl: string | null;
  Description: string | null;
  ApplicationAccount: string;
  CreatedDate: Date;
  /** The number of users and groups that are assigned. */
  Assigned: number | null;
  /** False if all users have it. */
  AssignmentRequired: boolean | null;
};

const applicationList = (instance: InstanceRow): List<ApplicationRow, ApplicationParts> => ({
  rows: ({ db }) =>
    readInChunks(
      (after, take) =>
        db.identityCenterApplication.findMany({
          where: { instanceId: instance.id, id: { gt: after } },
          orderBy: { id: 'asc' },
          take,
        }),
      ({ id }) => id,
    ),
  name: ({ name }) => name,
  resource: (row, { partition }) => applicationArn(partition, row),
  tagsId: ({ id }) => id,
  key: ({ id }) => id,
  parts: {
    users: { actions: ['sso:ListApplicationAssignments'], read: countAssigned },
    required: {
      actions: ['sso:GetApplicationAssignmentConfiguration'],
      read:
        async () =>
        ({ assignmentRequired }) =>
          assignmentRequired,
    },
  },
  sort: 'name',
  fields: {
    name: { sort: ({ name }) => name, filter: ({ name }) => name },
    type: { sort: typeOf, filter: typeOf },
    status: { sort: statusOf, filter: statusOf },
    assigned: { of: 'users', sort: (count) => count },
    url: { sort: ({ url }) => url, filter: ({ url }) => url },
    account: { sort: ({ accountId }) => accountId, filter: ({ accountId }) => accountId },
    description: { filter: ({ description }) => description },
    created: { sort: ({ createdAt }) => createdAt },
  },
});

async function countAssigned({ db }: Scope, rows: readonly ApplicationRow[]) {
  const counts = await readByIds(
    rows.map(({ id }) => id),
    (ids) =>
      db.applicationAssignment.groupBy({ by: ['applicationId'], where: { applicationId: { in: ids } }, _count: { _all: true } }),
  );
  const byId = new Map(counts.map(({ applicationId, _count }) => [applicationId, _count._all]));
  return ({ id }: ApplicationRow) => byId.get(id) ?? 0;
}

/** Lists applications for the console: ListApplications with what AWS's page reads for each. */
export const ListApplicationOverviews = defineOperation({
  service: 'gatehouse',
  name: 'ListApplicationOverviews',
  access: 'List',
  input: ListInput,
  target: (_input, scope) => findOwnInstance(scope),
  checks: () => [{ action: 'sso:ListApplications', resource: '*' }],
  run: async (input, scope, instance): Promise<ListPage<ApplicationOverview>> => {
    const { Rows, ...page } = await readListPage(scope, applicationList(requireOwnInstance(instance)), input);
    return { ...page, Rows: Rows.map((seen) => toOverview(scope, seen)) };
  },
});

function toOverview({ partition }: Scope, { row, parts }: Seen<ApplicationRow, ApplicationParts>): ApplicationOverview {
  return {
    Id: row.id,
    ApplicationArn: applicationArn(partition, row),
    Name: row.name,
    Type: typeOf(row),
    Status: statusOf(row),
    Visible: row.visibility === 'ENABLED',
    ApplicationUrl: row.url,
    Description: row.description,
    ApplicationAccount: row.accountId,
    CreatedDate: row.createdAt,
    Assigned: parts.users,
    AssignmentRequired: parts.required,
  };
}

const ApplicationId = text({ pattern: 'apl-[a-zA-Z0-9]{16}' });

/** Returns the caller's instance with one of its applications. The application is null if it does not exist. */
async function findInOwnInstance(id: string, scope: Scope) {
  const instance = await findOwnInstance(scope);
  const row = instance && (await scope.db.identityCenterApplication.findUnique({ where: { id } }));
  return { instance, row: row?.instanceId === instance?.id ? row : null };
}

type Found = Awaited<ReturnType<typeof findInOwnInstance>>;

/** @throws AwsError ResourceNotFoundException */
function requireFound({ instance, row }: Found, id: string) {
  const own = requireOwnInstance(instance);
  if (!row) throw notFound(`Could not find the application with the id ${id}`);
  return { instance: own, row };
}

const checksOf = (names: readonly string[], { partition }: Scope, { row }: Found) =>
  names.map((name) => ({ action: `sso:${name}`, resource: row ? applicationArn(partition, row) : '*' }));

/** Returns an application for its page, which AWS's console reads by two calls. It needs the permission for both. */
export const GetApplicationDetails = defineOperation({
  service: 'gatehouse',
  name: 'GetApplicationDetails',
  access: 'Read',
  input: z.object({ ApplicationId }),
  target: ({ ApplicationId: id }, scope) => findInOwnInstance(id, scope),
  checks: (_input, scope, found) => checksOf(['DescribeApplication', 'GetApplicationAssignmentConfiguration'], scope, found),
  run: async ({ ApplicationId: id }, { partition }, found) => {
    const { instance, row } = requireFound(found, id);
    const Application = toApplication(partition, instance, row);
    return { Application, Type: typeOf(row), AssignmentRequired: row.assignmentRequired };
  },
});

/** An assignment in the console's list. The name is null if the user or group no longer exists. */
export type ApplicationAssignmentOverview = {
  Id: string;
  PrincipalType: 'USER' | 'GROUP';
  PrincipalId: string;
  PrincipalName: string | null;
  CreatedDate: Date;
};

type Named = ApplicationAssignmentRow & { name: string | null };

const typeText = ({ principalType }: Named) => (principalType === 'USER' ? 'User' : 'Group');

const assignmentList = ({ identityStoreId }: InstanceRow, applicationId: string): List<Named, object> => ({
  rows: ({ db }) => readNamed(db, identityStoreId, applicationId),
  name: ({ id }) => id,
  check: (action) => ({ action, resource: '*' }),
  key: ({ id }) => id,
  parts: {},
  sort: 'principal',
  fields: {
    principal: { sort: ({ name, principalId }) => name ?? principalId, filter: ({ name, principalId }) => name ?? principalId },
    type: { sort: typeText, filter: typeText },
    created: { sort: ({ createdAt }) => createdAt },
  },
});

async function* readNamed(db: Scope['db'], storeId: string, applicationId: string): AsyncGenerator<readonly Named[]> {
  const chunks = readInChunks(
    (after, take) =>
      db.applicationAssignment.findMany({ where: { applicationId, id: { gt: after } }, orderBy: { id: 'asc' }, take }),
    ({ id }) => id,
  );
  for await (const rows of chunks) {
    const names = await principalNames(
      db,
      storeId,
      rows.map(({ principalId }) => principalId),
    );
    yield rows.map((row) => ({ ...row, name: names.get(row.principalId) ?? null }));
  }
}

/** Lists the users and groups of an application for the console, with their names. */
export const ListApplicationAssignmentOverviews = defineOperation({
  service: 'gatehouse',
  name: 'ListApplicationAssignmentOverviews',
  access: 'List',
  input: ListInput.extend({ ApplicationId }),
  target: ({ ApplicationId: id }, scope) => findInOwnInstance(id, scope),
  checks: (_input, scope, found) => checksOf(['ListApplicationAssignments'], scope, found),
  run: async ({ ApplicationId: id, ...asked }, scope, found): Promise<ListPage<ApplicationAssignmentOverview>> => {
    const { instance } = requireFound(found, id);
    const { Rows, ...page } = await readListPage(scope, assignmentList(instance, id), asked);
    return {
      ...page,
      Rows: Rows.map(({ row }) => ({
        Id: row.id,
        PrincipalType: row.principalType === 'USER' ? 'USER' : 'GROUP',
        PrincipalId: row.principalId,
        PrincipalName: row.name,
        CreatedDate: row.createdAt,
      })),
    };
  },
});
