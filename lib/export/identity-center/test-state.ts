import { type OrganizationState, organizationInOrder } from '../organization-state';
import type { IdentityCenterState } from './state';

const INSTANCE = 'ssoins-1234567890abcdef';
const set = (id: string) => `arn:aws:sso:::permissionSet/${INSTANCE}/${id}`;
const [ANA, BEN, ADMINS] = [1, 2, 3].map((number) => `00000000-0000-4000-8000-00000000000${number}`) as [string, string, string];
const [ADMIN, VIEW] = [set('ps-1111111111111111'), set('ps-2222222222222222')];

/** Returns an instance with everything that each format must write and escape. */
export function testIdentityCenter(): IdentityCenterState {
  return {
    ...{ instanceArn: `arn:aws:sso:::instance/${INSTANCE}`, storeId: 'd-1234567890', name: 'acme' },
    tags: [{ Key: 'team', Value: 'red' }],
    users: [
      {
        ...{ id: ANA, userName: 'ana', displayName: 'Ana "A" Ruiz ${x}', disabled: false },
        attributes: {
          Name: { GivenName: 'Ana', FamilyName: 'Ruiz', HonorificPrefix: 'Dr' },
          Emails: [{ Value: 'ana@example.com', Type: 'work', Primary: true }],
          ProfileUrl: 'https://example.com/ana',
          Extensions: { 'aws:identitystore:enterprise': { department: 'Platform' } },
        },
      },
      {
        ...{ id: BEN, userName: 'ben', displayName: 'Ben', disabled: true, provider: 'https://idp.example' },
        attributes: { Name: { GivenName: 'Ben', FamilyName: 'Okafor' } },
      },
    ],
    groups: [{ id: ADMINS, displayName: 'Admins', description: 'They may everything' }],
    memberships: [{ id: '00000000-0000-4000-8000-000000000009', groupId: ADMINS, userId: ANA }],
    permissionSets: [
      {
        ...{ arn: ADMIN, name: 'Admin', description: 'All', sessionDuration: 'PT4H', relayState: 'https://console.example/s3' },
        managedPolicies: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
        customerPolicies: [{ Name: 'Own', Path: '/team/' }],
        inlinePolicy: JSON.stringify({
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: 'arn:aws:s3:::${aws:username}/%{x}' }],
        }),
        boundary: { CustomerManagedPolicyReference: { Name: 'Limit', Path: '/' } },
        tags: [{ Key: 'team', Value: 'red' }],
      },
      {
        ...{ arn: VIEW, name: 'View', sessionDuration: 'PT1H', managedPolicies: [], customerPolicies: [], tags: [] },
        boundary: { ManagedPolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' },
      },
    ],
    assignments: [
      { permissionSetArn: ADMIN, accountId: '222233334444', principalType: 'GROUP', principalId: ADMINS },
      { permissionSetArn: VIEW, accountId: '111122223333', principalType: 'USER', principalId: BEN },
    ],
    accessControl: [{ Key: 'department', Value: { Source: ['${path:enterprise.department}'] } }],
    leftOut: [],
  };
}

/** Returns an organization with an instance of IAM Identity Center. */
export function testOrganization(): OrganizationState {
  const member = (id: string, name: string) => ({
    ...{ id, name, email: `${name}@example.com`, parentId: 'r-1', joined: 'CREATED' as const, tags: [] },
  });
  return organizationInOrder({
    ...{ id: 'o-1', partition: 'aws', featureSet: 'ALL', rootId: 'r-1', rootTags: [], managementAccountId: '111122223333' },
    ...{ managementParentId: 'r-1', managementTags: [], units: [], policyTypes: [], services: [], delegated: [], policies: [] },
    ...{ attachments: [], rootFeatures: [], leftOut: [], accounts: [], identityCenter: testIdentityCenter() },
    members: [member('222233334444', 'dev'), member('333344445555', 'unused')],
  });
}
