import { defineOperation } from '../../core/operation';
import { invalid } from '../errors';
import { instanceOperation } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { removeFromAllAccounts } from '../provisioned-roles';
import { deleteInstance, findVisibleInstances, isOrganizationInstance, toInstance } from './rows';
import { DeleteInstanceInput, DescribeInstanceInput, ListInstancesInput, UpdateInstanceInput } from './schema';

/**
 * Lists the instances that the caller's account sees in their home Region: its own, and that of its organization. Member accounts see the
 * organization's instance, with the management account as its owner.
 */
export const ListInstances = defineOperation({
  service: 'sso',
  name: 'ListInstances',
  access: 'List',
  input: ListInstancesInput,
  checks: () => [{ action: 'sso:ListInstances', resource: '*' }],
  run: async (input, scope) => {
    const { partition, call, accountId } = scope;
    const { after = '', limit } = pageStart(`ListInstances:${accountId}`, input);
    const rows = (await findVisibleInstances(scope)).filter(({ id, region }) => region === call.region && id > after);
    const { items, ...page } = pageFrom(`ListInstances:${accountId}`, rows, limit, ({ id }) => id);
    return { Instances: items.map((row) => toInstance(partition, row)), ...page };
  },
});

export const DescribeInstance = instanceOperation({
  name: 'DescribeInstance',
  access: 'Read',
  callers: 'administrator',
  input: DescribeInstanceInput,
  run: async (_input, { partition, instance }) => ({
    ...toInstance(partition, instance),
    EncryptionConfigurationDetails: { KeyType: 'AWS_OWNED_KMS_KEY' as const, EncryptionStatus: 'ENABLED' as const },
    PermissionSetsEnabled: isOrganizationInstance(instance),
  }),
});

/** Renames an instance. AWS can also change its encryption, and enable permission sets, which the instances here have from the start. */
export const UpdateInstance = instanceOperation({
  name: 'UpdateInstance',
  access: 'Write',
  callers: 'administrator',
  input: UpdateInstanceInput,
  run: async ({ Name, EncryptionConfiguration, PermissionSetsEnabled }, { db, instance }) => {
    if (EncryptionConfiguration && PermissionSetsEnabled !== undefined)
      throw invalid('EncryptionConfiguration and PermissionSetsEnabled cannot be updated in the same request.');
    if (EncryptionConfiguration?.KeyType === 'CUSTOMER_MANAGED_KEY')
      throw invalid('Gatehouse encrypts instances with its own key only.', 'EncryptionConfiguration');
    if (PermissionSetsEnabled !== undefined && PermissionSetsEnabled !== isOrganizationInstance(instance))
      throw invalid('PermissionSetsEnabled can only be true for an organization instance.', 'PermissionSetsEnabled');
    if (Name !== undefined) await db.identityCenterInstance.update({ where: { id: instance.id }, data: { name: Name } });
    return {};
  },
});

/** Deletes an instance with its identity store, and the roles and SAML providers in all accounts. As in AWS, the delegated administrator may not. */
export const DeleteInstance = instanceOperation({
  name: 'DeleteInstance',
  access: 'Write',
  callers: 'owner',
  input: DeleteInstanceInput,
  run: async (_input, { db, instance, now, partition }) => {
    await removeFromAllAccounts({ db, instance, now, partition, caller: null });
    await deleteInstance(db, instance);
    return {};
  },
});
