import { randomUUID } from 'node:crypto';
import { oneOf } from '../../core/text/lists';
import { findStorePrincipal } from '../../identity-store/rows';
import { applicationContext, applicationOperation, requireApplication, requireApplicationsOf } from '../application-operation';
import { conflict, notFound, requireRoom } from '../errors';
import { type InstanceScope, instanceOperation } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { PrincipalType } from '../shapes';
import {
  type ApplicationAssignmentRow,
  type ApplicationRow,
  accountOfApplicationArn,
  applicationArn,
  applicationAssignmentsOfUser,
} from './rows';
import {
  ApplicationAssignmentInput,
  ListApplicationAssignmentsForPrincipalInput,
  ListApplicationAssignmentsInput,
} from './schema';

type Principal = { PrincipalType: 'USER' | 'GROUP'; PrincipalId: string };

const keyOf = ({ id }: ApplicationRow, { PrincipalType: principalType, PrincipalId }: Principal) => ({
  applicationId: id,
  principalType,
  principalId: PrincipalId.toLowerCase(),
});

/** Assigns a user or a group to an application. The error for an existing assignment is not confirmed. */
export const CreateApplicationAssignment = applicationOperation({
  name: 'CreateApplicationAssignment',
  access: 'Write',
  input: ApplicationAssignmentInput,
  run: async (input, { db, instance, now }, row) => {
    const { PrincipalType: type, PrincipalId } = input;
    if (!(await findStorePrincipal(db, instance.identityStoreId, type, PrincipalId)))
      throw notFound(`The ${type} ${PrincipalId} was not found in directory ${instance.identityStoreId}.`);
    const key = keyOf(row, input);
    if (await db.applicationAssignment.findUnique({ where: { applicationId_principalType_principalId: key } }))
      throw conflict(`The ${type} ${PrincipalId} is already assigned to the application.`);
    const groups = { applicationId: row.id, principalType: 'GROUP' };
    if (type === 'GROUP') requireRoom('GroupsPerApplication', await db.applicationAssignment.count({ where: groups }));
    const { id: instanceId, ownerId } = instance;
    await db.applicationAssignment.create({
      data: { id: randomUUID(), instanceId, ownerId, accountId: row.accountId, ...key, createdAt: now },
    });
    return {};
  },
});

/** Deletes an assignment to an application. As in AWS, it succeeds if there is none. */
export const DeleteApplicationAssignment = applicationOperation({
  name: 'DeleteApplicationAssignment',
  access: 'Write',
  input: ApplicationAssignmentInput,
  run: async (input, { db }, row) => {
    await db.applicationAssignment.deleteMany({ where: keyOf(row, input) });
    return {};
  },
});

export const DescribeApplicationAssignment = applicationOperation({
  name: 'DescribeApplicationAssignment',
  access: 'Read',
  input: ApplicationAssignmentInput,
  run: async (input, { db, partition }, row) => {
    const found = await db.applicationAssignment.findUnique({
      where: { applicationId_principalType_principalId: keyOf(row, input) },
    });
    if (!found) throw notFound(`The ${input.PrincipalType} ${input.PrincipalId} is not assigned to the application.`);
    return toAssignment(partition, found);
  },
});

/** Lists the assignments to an application. */
export const ListApplicationAssignments = applicationOperation({
  name: 'ListApplicationAssignments',
  access: 'List',
  input: ListApplicationAssignmentsInput,
  run: (input, scope, { id }) => assignmentPage(scope, `ListApplicationAssignments:${id}`, input, { applicationId: id }),
});

/**
 * Lists the assignments of a user or group to applications. As with accounts, those of its groups are listed for a user as well, which AWS
 * does not document. Member accounts must name an application of their own.
 */
export const ListApplicationAssignmentsForPrincipal = instanceOperation({
  name: 'ListApplicationAssignmentsForPrincipal',
  access: 'List',
  callers: 'member',
  ofAccountInstances: true,
  input: ListApplicationAssignmentsForPrincipalInput,
  context: ({ Filter }) =>
    applicationContext(Filter?.ApplicationArn === undefined ? undefined : accountOfApplicationArn(Filter.ApplicationArn)),
  run: async ({ InstanceArn, Filter, PrincipalType: principalType, ...input }, scope) => {
    const { db, instance } = scope;
    const action = 'sso:ListApplicationAssignmentsForPrincipal';
    const arn = Filter?.ApplicationArn;
    if (arn === undefined) await requireApplicationsOf(scope, action, InstanceArn, undefined);
    const within = arn === undefined ? {} : { applicationId: (await requireApplication(scope, action, arn)).id };
    const principalId = input.PrincipalId.toLowerCase();
    const principal =
      principalType === 'USER'
        ? await applicationAssignmentsOfUser(db, instance, principalId)
        : { instanceId: instance.id, principalType, principalId };
    const list = ['ListApplicationAssignmentsForPrincipal', instance.id, principalType, principalId, arn].join(':');
    return assignmentPage(scope, list, input, { ...principal, ...within });
  },
});

/** Returns a page of assignments, by id. */
async function assignmentPage(
  { db, partition }: InstanceScope,
  list: string,
  input: { NextToken?: string | undefined; MaxResults?: number | undefined },
  where: object,
) {
  const { after = '', take, limit } = pageStart(list, input);
  const rows = await db.applicationAssignment.findMany({ where: { ...where, id: { gt: after } }, orderBy: { id: 'asc' }, take });
  const { items, ...page } = pageFrom(list, rows, limit, ({ id }) => id);
  return { ApplicationAssignments: items.map((row) => toAssignment(partition, row)), ...page };
}

function toAssignment(partition: InstanceScope['partition'], row: ApplicationAssignmentRow) {
  return {
    ApplicationArn: applicationArn(partition, { ...row, id: row.applicationId }),
    PrincipalType: oneOf(PrincipalType.options, row.principalType),
    PrincipalId: row.principalId,
  };
}
