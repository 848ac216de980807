import { requestTagContext } from '../../core/authorization/context';
import { newIdentityCenterId } from '../../core/ids';
import { deleteTagsOf } from '../../core/tags';
import { conflict, invalid, requireRoom } from '../errors';
import { instanceOperation } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { permissionSetOperation } from '../permission-set-operation';
import { tagInstanceResource } from '../tags';
import { DEFAULT_SESSION_DURATION, permissionSetArn, sessionSeconds, toPermissionSet } from './rows';
import {
  CreatePermissionSetInput,
  DeletePermissionSetInput,
  DescribePermissionSetInput,
  ListPermissionSetsInput,
  UpdatePermissionSetInput,
} from './schema';

const HOUR_S = 3600;
const [SHORTEST_S, LONGEST_S] = [HOUR_S, 12 * HOUR_S];

/**
 * Returns the duration to store. AWS allows 1 to 12 hours; the text for others is not confirmed.
 * @throws AwsError ValidationException
 */
function requireDuration(duration = DEFAULT_SESSION_DURATION): string {
  const seconds = sessionSeconds(duration);
  if (seconds < SHORTEST_S || seconds > LONGEST_S)
    throw invalid('The session duration must be between 1 and 12 hours.', 'SessionDuration');
  return duration;
}

export const CreatePermissionSet = instanceOperation({
  name: 'CreatePermissionSet',
  access: 'Write',
  callers: 'administrator',
  input: CreatePermissionSetInput,
  context: ({ Tags }) => requestTagContext(Tags),
  // The permission set has no id yet, so permission is checked for every permission set of the instance.
  checks: ({ InstanceArn, Tags }) => {
    const resource = `${InstanceArn.replace(':instance/', ':permissionSet/')}/*`;
    return [{ resource }, ...(Tags && Tags.length > 0 ? [{ action: 'sso:TagResource', resource }] : [])];
  },
  run: async ({ Name, Description, SessionDuration, RelayState, Tags }, scope) => {
    const { db, instance, partition, now } = scope;
    const sessionDuration = requireDuration(SessionDuration);
    if (await db.permissionSet.findUnique({ where: { instanceId_name: { instanceId: instance.id, name: Name } } }))
      throw conflict(`PermissionSet with name ${Name} already exists.`, 'Name');
    requireRoom('PermissionSetsPerInstance', await db.permissionSet.count({ where: { instanceId: instance.id } }));
    const row = await db.permissionSet.create({
      data: {
        id: newIdentityCenterId('ps'),
        instanceId: instance.id,
        ownerId: instance.ownerId,
        name: Name,
        description: Description ?? null,
        sessionDuration,
        relayState: RelayState ?? null,
        managedPolicies: '[]',
        customerPolicies: '[]',
        version: 1,
        createdAt: now,
      },
    });
    if (Tags) await tagInstanceResource(scope, row.id, Tags);
    return { PermissionSet: toPermissionSet(partition, row) };
  },
});

export const DescribePermissionSet = permissionSetOperation({
  name: 'DescribePermissionSet',
  access: 'Read',
  input: DescribePermissionSetInput,
  run: async (_input, { partition }, row) => ({ PermissionSet: toPermissionSet(partition, row) }),
});

/** Replaces the settings of a permission set. As in AWS, members that are not sent are cleared. */
export const UpdatePermissionSet = permissionSetOperation({
  name: 'UpdatePermissionSet',
  access: 'Write',
  input: UpdatePermissionSetInput,
  run: async ({ Description, SessionDuration, RelayState }, { db }, { id }) => {
    const data = {
      description: Description ?? null,
      sessionDuration: requireDuration(SessionDuration),
      relayState: RelayState ?? null,
      version: { increment: 1 },
    };
    await db.permissionSet.update({ where: { id }, data });
    return {};
  },
});

/** Deletes a permission set that no account has and nobody is assigned to. */
export const DeletePermissionSet = permissionSetOperation({
  name: 'DeletePermissionSet',
  access: 'Write',
  input: DeletePermissionSetInput,
  run: async (_input, { db }, { id }) => {
    const used = { where: { permissionSetId: id } };
    if ((await db.accountAssignment.count(used)) + (await db.provisionedPermissionSet.count(used)) > 0)
      throw conflict('Could not delete because PermissionSet has ApplicationProfile associated with it');
    await deleteTagsOf(db, [id]);
    await db.permissionSet.delete({ where: { id } });
    return {};
  },
});

/** Lists the permission sets of an instance by id. AWS documents no order. */
export const ListPermissionSets = instanceOperation({
  name: 'ListPermissionSets',
  access: 'List',
  callers: 'administrator',
  input: ListPermissionSetsInput,
  run: async (input, { db, instance, partition }) => {
    const list = `ListPermissionSets:${instance.id}`;
    const { after = '', take, limit } = pageStart(list, input);
    const rows = await db.permissionSet.findMany({
      where: { instanceId: instance.id, id: { gt: after } },
      orderBy: { id: 'asc' },
      take,
    });
    const { items, ...page } = pageFrom(list, rows, limit, ({ id }) => id);
    return { PermissionSets: items.map((row) => permissionSetArn(partition, row)), ...page };
  },
});
