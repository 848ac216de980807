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

/** Enables a feature. In AWS, only the management account may, and enabling it again is no error. */
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

/** Disables a feature. In AWS, a delegated administrator may too, and running sessions continue. */
async function disable(scope: Scope, feature: RootAccessFeature) {
  const { id: organizationId } = await requireRootAccess(scope);
  await scope.db.organizationRootAccessFeature.deleteMany({ where: { organizationId, feature } });
  return featuresOf(scope, organizationId);
}

async function featuresOf({ db }: Scope, OrganizationId: string) {
  return { OrganizationId, EnabledFeatures: await readRootAccessFeatures(db, OrganizationId) };
}

/** Enables auditing, deleting and recovering members' root credentials. */
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

/** Enables root sessions that unlock buckets and queues with blocking policies. */
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
