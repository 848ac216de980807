import { administersService } from '../../account/service-administration';
import { AwsError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { insertServiceLinkedRoles } from '../../iam/service-linked-role/rows';
import { accountIdsOf } from '../../organizations/account/rows';
import { trustService } from '../../organizations/service-access/rows';
import { conflict } from '../errors';
import { SERVICE_PRINCIPAL } from '../service-principal';
import {
  findInstanceOfAccount,
  findVisibleInstances,
  insertInstance,
  instanceArn,
  isOrganizationInstance,
  toInstance,
} from './rows';
import { GetIdentityCenterInput, StartSSOInput } from './schema';

/**
 * Enables IAM Identity Center for the caller's organization in the Region of the call, which stays its home Region. AWS has no API for it,
 * only the console's action of this name. It enables trusted access and creates the service-linked role in every account. Source: IAM
 * Identity Center User Guide, "Enable IAM Identity Center".
 */
export const StartSSO = defineOperation({
  service: 'sso',
  name: 'StartSSO',
  access: 'Write',
  turn: 'organization',
  input: StartSSOInput,
  checks: () => [
    { action: 'sso:StartSSO', resource: '*' },
    {
      action: 'organizations:EnableAWSServiceAccess',
      resource: '*',
      context: { 'organizations:ServicePrincipal': SERVICE_PRINCIPAL },
    },
  ],
  run: async (_input, { db, account, accountId, partition, call, now }) => {
    const { organization } = account;
    if (!organization) throw new AwsError('ValidationException', 'Create an organization before you enable IAM Identity Center.');
    if (organization.managementAccountId !== accountId)
      throw new AwsError('AccessDenied', 'Only the management account can enable IAM Identity Center for the organization.');
    if (organization.featureSet !== 'ALL')
      throw new AwsError('ValidationException', 'IAM Identity Center needs an organization with all features enabled.');
    const existing = await findInstanceOfAccount(db, accountId);
    if (existing) throw conflict(`IAM Identity Center is already enabled in ${existing.region}.`);
    await trustService(db, organization.id, SERVICE_PRINCIPAL, now);
    await insertServiceLinkedRoles(db, SERVICE_PRINCIPAL, await accountIdsOf(db, organization.id), now);
    const instance = await insertInstance(db, { ownerId: organization.id, accountId, region: call.region, now });
    return { InstanceArn: instanceArn(partition, instance.id), IdentityStoreId: instance.identityStoreId };
  },
  touches: (_input, { accountId, account }) => ({
    accountIds: [accountId],
    organizationIds: account.organization ? [account.organization.id] : [],
  }),
});

/** The part that the caller's account plays in IAM Identity Center. */
export type IdentityCenterPart = 'OWNER' | 'DELEGATE' | 'MEMBER';

export type IdentityCenterFacts = {
  /** Null: IAM Identity Center is not enabled. */
  Instance: ReturnType<typeof toInstance> | null;
  /** True if the call is in the instance's Region, where all other calls must be. */
  IsHomeRegion: boolean;
  Part: IdentityCenterPart;
};

/**
 * Returns the instance of the caller's organization, whatever Region the call is in, and the part of the caller's account. Pages show it
 * to say where the instance is.
 */
export const GetIdentityCenter = defineOperation({
  service: 'gatehouse',
  name: 'GetIdentityCenter',
  access: 'Read',
  input: GetIdentityCenterInput,
  checks: () => [{ action: 'sso:ListInstances', resource: '*' }],
  run: async (_input, scope): Promise<IdentityCenterFacts> => {
    const { db, account, accountId, partition, call } = scope;
    const row = (await findVisibleInstances(scope)).find(isOrganizationInstance);
    const owner = row?.accountId ?? account.organization?.managementAccountId;
    const mayAdminister = await administersService(db, account, SERVICE_PRINCIPAL);
    const Part = owner === accountId ? 'OWNER' : mayAdminister ? 'DELEGATE' : 'MEMBER';
    return { Instance: row ? toInstance(partition, row) : null, IsHomeRegion: row?.region === call.region, Part };
  },
});
