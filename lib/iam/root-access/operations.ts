import { AwsError } from '../../core/errors';
import { defineOperation, type Scope } from '../../core/operation';
import { readRootAccessFeatures, requireRootAccess } from './rows';
import {
  DisableOrganizationsRootCredentialsManagementInput,
  DisableOrganizationsRootSessionsInput,
  EnableOrganizationsRootCredentialsManagementInput,
  EnableOrganizationsRootSessionsInput,
  ListOrganizationsFeaturesInput,
  type RootAccessFeature,
} from './schema';

/** AWS: switched on by the management account alone. Asking twice is no error. */
async function enable(scope: Scope, feature: RootAccessFeature) {
  const { id: organizationId, managementAccountId } = await requireRootAccess(scope);
  if (managementAccountId !== scope.accountId)
    throw new AwsError(
      'CallerIsNotManagementAccountException',
      `Caller account ${scope.accountId} is not management account of the organization and cannot enable IAM features.`,
    );
  const key = { organizationId, feature };
  await scope.db.organizationRootAccessFeature.upsert({
    where: { organizationId_feature: key },
    create: { ...key, enabledAt: scope.now },
    update: {},
  });
  return featuresOf(scope, organizationId);
}

/** AWS: switched off by a delegated administrator too. Sessions that were started go on until they end. */
async function disable(scope: Scope, feature: RootAccessFeature) {
  const { id: organizationId } = await requireRootAccess(scope);
  await scope.db.organizationRootAccessFeature.deleteMany({ where: { organizationId, feature } });
  return featuresOf(scope, organizationId);
}

async function featuresOf({ db }: Scope, OrganizationId: string) {
  return { OrganizationId, EnabledFeatures: await readRootAccessFeatures(db, OrganizationId) };
}

/** Root users of members can be audited, stripped of their credentials and given a password again. */
export const EnableOrganizationsRootCredentialsManagement = defineOperation({
  service: 'iam',
  name: 'EnableOrganizationsRootCredentialsManagement',
  access: 'Write',
  turn: 'organization',
  input: EnableOrganizationsRootCredentialsManagementInput,
  checks: () => [{ action: 'iam:EnableOrganizationsRootCredentialsManagement', resource: '*' }],
  run: (_input, scope) => enable(scope, 'RootCredentialsManagement'),
});

export const DisableOrganizationsRootCredentialsManagement = defineOperation({
  service: 'iam',
  name: 'DisableOrganizationsRootCredentialsManagement',
  access: 'Write',
  turn: 'organization',
  input: DisableOrganizationsRootCredentialsManagementInput,
  checks: () => [{ action: 'iam:DisableOrganizationsRootCredentialsManagement', resource: '*' }],
  run: (_input, scope) => disable(scope, 'RootCredentialsManagement'),
});

/** Buckets and queues that a policy has locked can be opened again. */
export const EnableOrganizationsRootSessions = defineOperation({
  service: 'iam',
  name: 'EnableOrganizationsRootSessions',
  access: 'Write',
  turn: 'organization',
  input: EnableOrganizationsRootSessionsInput,
  checks: () => [{ action: 'iam:EnableOrganizationsRootSessions', resource: '*' }],
  run: (_input, scope) => enable(scope, 'RootSessions'),
});

export const DisableOrganizationsRootSessions = defineOperation({
  service: 'iam',
  name: 'DisableOrganizationsRootSessions',
  access: 'Write',
  turn: 'organization',
  input: DisableOrganizationsRootSessionsInput,
  checks: () => [{ action: 'iam:DisableOrganizationsRootSessions', resource: '*' }],
  run: (_input, scope) => disable(scope, 'RootSessions'),
});

export const ListOrganizationsFeatures = defineOperation({
  service: 'iam',
  name: 'ListOrganizationsFeatures',
  access: 'List',
  input: ListOrganizationsFeaturesInput,
  checks: () => [{ action: 'iam:ListOrganizationsFeatures', resource: '*' }],
  run: async (_input, scope) => featuresOf(scope, (await requireRootAccess(scope)).id),
});
