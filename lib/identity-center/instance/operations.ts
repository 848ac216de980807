import { requestTagContext } from '../../core/authorization/context';
import { defineOperation } from '../../core/operation';
import { storedJson } from '../../core/text/stored-json';
import { conflict, invalid, notFound, quotaExceeded } from '../errors';
import { instanceOperation } from '../operation';
import { pageFrom, pageStart } from '../paging';
import { removeFromAllAccounts } from '../provisioned-roles';
import { tagInstanceResource } from '../tags';
import {
  deleteInstance,
  findInstanceOfAccount,
  findVisibleInstances,
  insertInstance,
  instanceArn,
  isOrganizationInstance,
  toInstance,
  toRegion,
} from './rows';
import {
  CreateInstanceInput,
  DeleteInstanceInput,
  DescribeInstanceInput,
  DescribeRegionInput,
  ListInstancesInput,
  ListRegionsInput,
  UpdateInstanceInput,
} from './schema';

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
  ofAccountInstances: true,
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
  ofAccountInstances: true,
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
  ofAccountInstances: true,
  input: DeleteInstanceInput,
  run: async (_input, { db, instance, now, partition }) => {
    await removeFromAllAccounts({ db, instance, now, partition, caller: null });
    await deleteInstance(db, instance);
    return {};
  },
});

/**
 * Creates an instance of the caller's account, with its own identity store and applications and without permission sets. As in AWS, the
 * management account is refused, and a call that is repeated with its token creates nothing. The errors of the refusals are not confirmed.
 */
export const CreateInstance = defineOperation({
  service: 'sso',
  name: 'CreateInstance',
  access: 'Write',
  turn: 'organization',
  input: CreateInstanceInput,
  // The instance has no id yet, so permission is checked for every instance.
  checks: ({ Tags }, { partition }) => {
    const question = { resource: instanceArn(partition, '*'), context: requestTagContext(Tags) };
    const tagging = Tags && Tags.length > 0 ? [{ action: 'sso:TagResource', ...question }] : [];
    return [{ action: 'sso:CreateInstance', ...question }, ...tagging];
  },
  run: async (input, scope) => {
    const { db, account, accountId, call, partition, now } = scope;
    const { Name, ClientToken, Tags } = input;
    if (account.organization?.managementAccountId === accountId)
      throw invalid('The management account cannot have an account instance. Enable IAM Identity Center for the organization.');
    const creation = ClientToken === undefined ? undefined : JSON.stringify(input);
    const existing = await findInstanceOfAccount(db, accountId);
    if (existing && ClientToken !== undefined && tokenOf(existing.creation) === ClientToken) {
      if (existing.creation === creation) return { InstanceArn: instanceArn(partition, existing.id) };
      throw conflict('The ClientToken was used with other parameters.', 'ClientToken');
    }
    if (existing) throw quotaExceeded(`The account already has an instance in ${existing.region}. An account may have one.`);
    const instance = await insertInstance(db, { ownerId: accountId, accountId, region: call.region, name: Name, creation, now });
    if (Tags) await tagInstanceResource({ db, instance }, instance.id, Tags);
    return { InstanceArn: instanceArn(partition, instance.id) };
  },
});

function tokenOf(creation: string | null): string | undefined {
  return creation === null ? undefined : storedJson<{ ClientToken?: string }>(creation).ClientToken;
}

/** Lists the home Region, the only one that an instance has here. */
export const ListRegions = instanceOperation({
  name: 'ListRegions',
  access: 'List',
  callers: 'administrator',
  ofAccountInstances: true,
  input: ListRegionsInput,
  run: async (input, { instance }) => {
    pageStart(`ListRegions:${instance.id}`, input);
    return { Regions: [toRegion(instance)] };
  },
});

export const DescribeRegion = instanceOperation({
  name: 'DescribeRegion',
  access: 'Read',
  callers: 'administrator',
  ofAccountInstances: true,
  input: DescribeRegionInput,
  run: async ({ RegionName }, { instance }) => {
    if (RegionName !== instance.region) throw notFound(`The instance has no Region ${RegionName}.`);
    return toRegion(instance);
  },
});
