import type { AccountFacts } from '../../core/account-facts';
import { AwsError } from '../../core/errors';
import type { Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { IAM_PRINCIPAL, ROOT_ACCESS_FEATURES, type RootAccessFeature } from './schema';

type Organization = NonNullable<AccountFacts['organization']>;

/** Whether the organization lets IAM work in all its accounts. */
export async function hasTrustedAccess(db: Transaction, organizationId: string): Promise<boolean> {
  const key = { organizationId, servicePrincipal: IAM_PRINCIPAL };
  return (await db.serviceAccess.findUnique({ where: { organizationId_servicePrincipal: key } })) !== null;
}

/** What is switched on, whether or not trusted access lets it be used. */
export async function readRootAccessFeatures(db: Transaction, organizationId: string): Promise<RootAccessFeature[]> {
  const rows = await db.organizationRootAccessFeature.findMany({ where: { organizationId } });
  const enabled = new Set(rows.map(({ feature }) => feature));
  return ROOT_ACCESS_FEATURES.filter((feature) => enabled.has(feature));
}

/** The management account, or a member that administers IAM for the organization; delegation for another service is none. */
export async function isRootAccessAdministrator(db: Transaction, account: AccountFacts): Promise<boolean> {
  const { id: accountId, organization } = account;
  if (!organization) return false;
  if (organization.managementAccountId === accountId) return true;
  const key = { organizationId: organization.id, accountId, servicePrincipal: IAM_PRINCIPAL };
  return (await db.delegatedAdministrator.findUnique({ where: { organizationId_accountId_servicePrincipal: key } })) !== null;
}

/**
 * The organization whose root access the caller's account administers.
 * @throws AwsError OrganizationNotFound; AccountNotManagementOrDelegatedAdministrator
 */
export async function requireRootAccessAdministrator({ db, account }: Pick<Scope, 'db' | 'account'>): Promise<Organization> {
  const { organization } = account;
  if (!organization)
    throw new AwsError(
      'OrganizationNotFoundException',
      'The request was rejected because no organization is associated with your account.',
    );
  if (!(await isRootAccessAdministrator(db, account)))
    throw new AwsError(
      'AccountNotManagementOrDelegatedAdministratorException',
      `Input account ${account.id} is neither management account nor delegated admin.`,
    );
  return organization;
}

/**
 * The organization, ready for centralized root access.
 * @throws AwsError as requireRootAccessAdministrator; OrganizationNotInAllFeaturesMode; ServiceAccessNotEnabled
 */
export async function requireRootAccess({ db, account }: Pick<Scope, 'db' | 'account'>): Promise<Organization> {
  const organization = await requireRootAccessAdministrator({ db, account });
  if (organization.featureSet !== 'ALL')
    throw new AwsError(
      'OrganizationNotInAllFeaturesModeException',
      'The request was rejected because your organization does not have All features enabled.',
    );
  if (!(await hasTrustedAccess(db, organization.id)))
    throw new AwsError(
      'ServiceAccessNotEnabledException',
      `Trusted Access for IAM not enabled by organization of input account ${account.id}.`,
    );
  return organization;
}
