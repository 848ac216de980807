import { quotas } from '../../core/quotas';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { insertRows } from '../../iam/test-tables';
import { organizationOf } from '../../organizations/test-organization';
import { deniedRows, enableIdentityCenter, full, invalidRows, NO_PERMISSION_SET } from '../test-instance';
import * as settings from './operations';
import * as policies from './policy-operations';

const operations = { ...settings, ...policies };

const READ_ONLY = { ManagedPolicyArn: 'arn:aws:iam::aws:policy/ReadOnlyAccess' };
const CUSTOMER = { CustomerManagedPolicyReference: { Name: 'team-limits', Path: '/team/' } };
const InlinePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] });
const NAMED = { InstanceArn: '<scene.instance>', PermissionSetArn: '<CreatePermissionSet.PermissionSet.PermissionSetArn>' };
const TOO_LONG = JSON.stringify({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: Array.from({ length: 1000 }, (_, index) => `s3:Get${index}*`), Resource: '*' }],
});
const ATTACH = ['AttachManagedPolicyToPermissionSet', 'AttachCustomerManagedPolicyReferenceToPermissionSet'];
const DETACH = ['DetachManagedPolicyFromPermissionSet', 'DetachCustomerManagedPolicyReferenceFromPermissionSet'];

async function makePermissionSet(root: Actor, InstanceArn: string, Name: string, Description?: string): Promise<string> {
  const { PermissionSet } = await root.run(settings.CreatePermissionSet, { InstanceArn, Name, Description });
  return PermissionSet.PermissionSetArn;
}

export const contract: Contract = {
  operations,
  also: { CreatePermissionSet: ['sso:TagResource'] },
  make: async (root, { name, secret }) => {
    const { InstanceArn } = await enableIdentityCenter(root);
    const PermissionSetArn = await makePermissionSet(root, InstanceArn, name, secret);
    const named = { InstanceArn, PermissionSetArn };
    await root.run(policies.AttachManagedPolicyToPermissionSet, { ...named, ...READ_ONLY });
    await root.run(policies.AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named, ...CUSTOMER });
    await root.run(policies.PutInlinePolicyToPermissionSet, { ...named, InlinePolicy });
    await root.run(policies.PutPermissionsBoundaryToPermissionSet, { ...named, PermissionsBoundary: READ_ONLY });
    return named;
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return { instance: (await enableIdentityCenter(root)).InstanceArn };
  },
  calls: [
    [
      'CreatePermissionSet',
      { InstanceArn: '<scene.instance>', Name: 'ReadOnly', SessionDuration: 'PT2H', Tags: [{ Key: 'team', Value: 'security' }] },
    ],
    ['DescribePermissionSet', NAMED],
    ['UpdatePermissionSet', { ...NAMED, Description: 'Reads everything', RelayState: 'https://console.aws.amazon.com/s3' }],
    ['ListPermissionSets', { InstanceArn: '<scene.instance>' }],
    ['AttachManagedPolicyToPermissionSet', { ...NAMED, ...READ_ONLY }],
    ['ListManagedPoliciesInPermissionSet', NAMED],
    ['DetachManagedPolicyFromPermissionSet', { ...NAMED, ...READ_ONLY }],
    ['AttachCustomerManagedPolicyReferenceToPermissionSet', { ...NAMED, ...CUSTOMER }],
    ['ListCustomerManagedPolicyReferencesInPermissionSet', NAMED],
    ['DetachCustomerManagedPolicyReferenceFromPermissionSet', { ...NAMED, ...CUSTOMER }],
    ['PutInlinePolicyToPermissionSet', { ...NAMED, InlinePolicy }],
    ['GetInlinePolicyForPermissionSet', NAMED],
    ['DeleteInlinePolicyFromPermissionSet', NAMED],
    ['PutPermissionsBoundaryToPermissionSet', { ...NAMED, PermissionsBoundary: READ_ONLY }],
    ['GetPermissionsBoundaryForPermissionSet', NAMED],
    ['DeletePermissionsBoundaryFromPermissionSet', NAMED],
    ['DeletePermissionSet', NAMED],
  ],
  errors: {
    furnish: async (stage) => {
      const { world, root } = stage;
      const { organizationId } = await organizationOf(world, root);
      const { InstanceArn } = await enableIdentityCenter(root);
      const made = await makePermissionSet(root, InstanceArn, 'made');
      const attached = await makePermissionSet(root, InstanceArn, 'attached');
      const crowded = await makePermissionSet(root, InstanceArn, 'crowded');
      const named = { InstanceArn, PermissionSetArn: attached };
      await root.run(policies.AttachManagedPolicyToPermissionSet, { ...named, ...READ_ONLY });
      await root.run(policies.AttachCustomerManagedPolicyReferenceToPermissionSet, { ...named, ...CUSTOMER });
      for (let index = 0; index < quotas().PoliciesPerPermissionSet; index++) {
        const CustomerManagedPolicyReference = { Name: `policy-${index}` };
        await root.run(policies.AttachCustomerManagedPolicyReferenceToPermissionSet, {
          InstanceArn,
          PermissionSetArn: crowded,
          CustomerManagedPolicyReference,
        });
      }
      const instanceId = InstanceArn.split('/')[1] ?? '';
      const idOf = (arn: string) => arn.split('/')[2] ?? '';
      await insertRows(stage, 'AccountAssignment', [
        {
          id: '00000000-0000-0000-0000-000000000001',
          instanceId,
          ownerId: organizationId,
          permissionSetId: idOf(attached),
          accountId: root.accountId,
          principalType: 'GROUP',
          principalId: '00000000-0000-0000-0000-000000000002',
          createdAt: TEST_NOW,
        },
      ]);
      // Another organization has as many permission sets as an instance may have.
      const other = await stage.account('crowd');
      const { organizationId: ownerId } = await organizationOf(world, other);
      const full = await enableIdentityCenter(other);
      const rows = Array.from({ length: quotas().PermissionSetsPerInstance }, (_, index) => ({
        id: `ps-${ownerId.slice(-6)}-${String(index).padStart(9, '0')}`,
        instanceId: full.InstanceArn.split('/')[1] ?? '',
        ownerId,
        name: `crowd-${index}`,
        sessionDuration: 'PT1H',
        managedPolicies: '[]',
        customerPolicies: '[]',
        version: 1,
        createdAt: TEST_NOW,
      }));
      await insertRows(stage, 'PermissionSet', rows);
      return { instance: InstanceArn, made, attached, crowded, full: full.InstanceArn };
    },
    usual: {
      InstanceArn: '<scene.instance>',
      PermissionSetArn: '<scene.made>',
      Name: 'new',
      ...READ_ONLY,
      ...CUSTOMER,
      InlinePolicy,
      PermissionsBoundary: READ_ONLY,
    },
    failures: {
      AccessDeniedException: deniedRows(taking(operations, 'InstanceArn')),
      ResourceNotFoundException: [
        [
          taking(operations, 'PermissionSetArn'),
          { PermissionSetArn: NO_PERMISSION_SET },
          'Could not find PermissionSet with id ps-0000000000002222',
        ],
        [
          ['AttachManagedPolicyToPermissionSet'],
          { ManagedPolicyArn: 'arn:aws:iam::aws:policy/Nothing' },
          'Policy does not exist with ARN: arn:aws:iam::aws:policy/Nothing',
        ],
        [DETACH, {}, /is not attached to the permission set\.$/],
        [
          ['GetPermissionsBoundaryForPermissionSet', 'DeletePermissionsBoundaryFromPermissionSet'],
          {},
          /^PermissionsBoundary not found for the permission set with id ps-[0-9a-f]{16}$/,
        ],
      ],
      ConflictException: [
        ['CreatePermissionSet', { Name: 'made' }, 'PermissionSet with name made already exists.'],
        [ATTACH, { PermissionSetArn: '<scene.attached>' }, /is already attached to the permission set\.$/],
        [
          'DeletePermissionSet',
          { PermissionSetArn: '<scene.attached>' },
          'Could not delete because PermissionSet has ApplicationProfile associated with it',
        ],
      ],
      ServiceQuotaExceededException: [
        ['CreatePermissionSet', { InstanceArn: '<scene.full>' }, full('PermissionSetsPerInstance'), { by: 'crowd' }],
        [ATTACH, { PermissionSetArn: '<scene.crowded>' }, full('PoliciesPerPermissionSet')],
        [
          'PutInlinePolicyToPermissionSet',
          { InlinePolicy: TOO_LONG },
          'The inline policy has more than 10240 bytes without white space.',
        ],
      ],
      ValidationException: [
        ...invalidRows(operations),
        ['PutInlinePolicyToPermissionSet', { InlinePolicy: '{}' }, 'Invalid PermissionsPolicy Document'],
        [
          ['CreatePermissionSet', 'UpdatePermissionSet'],
          { SessionDuration: 'PT13H' },
          'The session duration must be between 1 and 12 hours.',
        ],
        [
          'PutPermissionsBoundaryToPermissionSet',
          { PermissionsBoundary: {} },
          'Provide either ManagedPolicyArn or CustomerManagedPolicyReference.',
        ],
      ],
    },
    unreachable: {
      ConflictException: [
        [
          [
            'UpdatePermissionSet',
            ...DETACH,
            'PutInlinePolicyToPermissionSet',
            'DeleteInlinePolicyFromPermissionSet',
            'PutPermissionsBoundaryToPermissionSet',
            'DeletePermissionsBoundaryFromPermissionSet',
          ],
          'a change of a permission set ends before the next call',
        ],
      ],
      ResourceNotFoundException: [
        [['CreatePermissionSet', 'ListPermissionSets'], 'a caller who may not know an instance is denied'],
      ],
    },
  },
};
