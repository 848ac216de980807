import { quotas } from '../../core/quotas';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { insertRows } from '../../iam/test-tables';
import { organizationOf } from '../../organizations/test-organization';
import {
  enableIdentityCenter,
  full,
  invalidRows,
  makeStoreGroup,
  makeStoreUser,
  NO_INSTANCE,
  NO_PRINCIPAL,
} from '../test-instance';
import * as assignments from './assignment-operations';
import * as applications from './operations';

const operations = { ...applications, ...assignments };

const PROVIDER = { ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/custom' };
const NO_PROVIDER = { ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/none' };
const APP = { ApplicationArn: '<CreateApplication.ApplicationArn>' };
const GROUP = { PrincipalType: 'GROUP', PrincipalId: '<scene.group>' };
const NAMED = Object.keys(operations).filter((name) => name !== 'ListApplicationAssignmentsForPrincipal');
const ABOUT_ONE = taking(operations, 'ApplicationArn').filter((name) => NAMED.includes(name));

async function makeApplication(root: Actor, InstanceArn: string, Name: string, Description = 'test'): Promise<string> {
  const { ApplicationArn } = await root.run(applications.CreateApplication, { InstanceArn, ...PROVIDER, Name, Description });
  return ApplicationArn;
}

async function furnish(root: Actor) {
  const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
  return { instance: InstanceArn, store: IdentityStoreId, group: await makeStoreGroup(root, IdentityStoreId, 'readers') };
}

export const contract: Contract = {
  operations,
  also: { CreateApplication: ['sso:TagResource'] },
  make: async (root, { name, secret }) => {
    const { InstanceArn, IdentityStoreId } = await enableIdentityCenter(root);
    const ApplicationArn = await makeApplication(root, InstanceArn, name, secret);
    const PrincipalId = await makeStoreUser(root, IdentityStoreId, name);
    await root.run(assignments.CreateApplicationAssignment, { ApplicationArn, PrincipalType: 'USER', PrincipalId });
    return { InstanceArn, ApplicationArn, PrincipalId };
  },
  furnish: async ({ world, root }) => {
    await organizationOf(world, root);
    return furnish(root);
  },
  calls: [
    [
      'CreateApplication',
      {
        InstanceArn: '<scene.instance>',
        ...PROVIDER,
        Name: 'Wiki',
        PortalOptions: { SignInOptions: { Origin: 'APPLICATION', ApplicationUrl: 'https://wiki.example.com/' } },
        Tags: [{ Key: 'team', Value: 'red' }],
      },
    ],
    ['DescribeApplication', APP],
    ['UpdateApplication', { ...APP, Description: 'The wiki of all teams', Status: 'ENABLED' }],
    ['ListApplications', { InstanceArn: '<scene.instance>' }],
    ['CreateApplicationAssignment', { ...APP, ...GROUP }],
    ['DescribeApplicationAssignment', { ...APP, ...GROUP }],
    ['ListApplicationAssignments', APP],
    ['ListApplicationAssignmentsForPrincipal', { InstanceArn: '<scene.instance>', ...GROUP }],
    ['GetApplicationAssignmentConfiguration', APP],
    ['PutApplicationAssignmentConfiguration', { ...APP, AssignmentRequired: false }],
    ['DeleteApplicationAssignment', { ...APP, ...GROUP }],
    ['DeleteApplication', APP],
    ['ListApplicationProviders', {}],
    ['DescribeApplicationProvider', PROVIDER],
  ],
  errors: {
    furnish: async (stage) => {
      const { root, world } = stage;
      const { organizationId: ownerId } = await organizationOf(world, root);
      const scene = await furnish(root);
      const { instance: InstanceArn, store, group: PrincipalId } = scene;
      const made = await makeApplication(root, InstanceArn, 'made');
      const crowded = await makeApplication(root, InstanceArn, 'crowded');
      await root.run(applications.CreateApplication, { InstanceArn, ...PROVIDER, Name: 'first', ClientToken: 'once' });
      await root.run(assignments.CreateApplicationAssignment, { ApplicationArn: made, PrincipalType: 'GROUP', PrincipalId });
      const other = await makeStoreGroup(root, store, 'others');
      const instanceId = InstanceArn.split('/')[1] ?? '';
      const place = { instanceId, ownerId, accountId: root.accountId, createdAt: TEST_NOW };
      const idOf = (at: number) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`;
      const groups = Array.from({ length: quotas().GroupsPerApplication }, (_, index) => ({
        ...place,
        id: idOf(index),
        applicationId: crowded.split('/')[2] ?? '',
        principalType: 'GROUP',
        principalId: idOf(index),
      }));
      await insertRows(stage, 'ApplicationAssignment', groups);
      // Another organization has as many applications as an instance may have.
      const rich = await stage.account('crowd');
      const crowd = await organizationOf(world, rich);
      const fullArn = (await enableIdentityCenter(rich)).InstanceArn;
      const rows = Array.from({ length: quotas().ApplicationsPerInstance }, (_, index) => ({
        ...place,
        id: `apl-${String(index).padStart(16, '0')}`,
        instanceId: fullArn.split('/')[1] ?? '',
        ownerId: crowd.organizationId,
        accountId: rich.accountId,
        provider: 'custom',
        name: `crowd-${index}`,
        status: 'ENABLED',
        visibility: 'ENABLED',
        assignmentRequired: true,
      }));
      await insertRows(stage, 'IdentityCenterApplication', rows);
      return { ...scene, other, made, crowded, full: fullArn, none: `${made.slice(0, -4)}none` };
    },
    usual: {
      InstanceArn: '<scene.instance>',
      ApplicationArn: '<scene.made>',
      ...PROVIDER,
      Name: 'new',
      ...GROUP,
      AssignmentRequired: true,
    },
    failures: {
      AccessDeniedException: [
        [
          ['CreateApplication', 'ListApplications', 'ListApplicationAssignmentsForPrincipal'],
          { InstanceArn: NO_INSTANCE },
          /^User: .+ is not authorized to perform: sso:\w+ on resource: arn:aws:sso:::instance\//,
        ],
        [
          ABOUT_ONE,
          { ApplicationArn: 'arn:aws:sso::999999999999:application/ssoins-0000000000002222/apl-0000000000002222' },
          /^User: .+ is not authorized to perform: sso:\w+ on resource: arn:aws:sso::999999999999:application\//,
        ],
      ],
      ResourceNotFoundException: [
        [ABOUT_ONE, { ApplicationArn: '<scene.none>' }, /^Could not find the application with the ARN /],
        [
          'ListApplicationAssignmentsForPrincipal',
          { Filter: { ApplicationArn: '<scene.none>' } },
          /^Could not find the application with the ARN /,
        ],
        [
          ['CreateApplication', 'DescribeApplicationProvider'],
          NO_PROVIDER,
          /^Could not find the application provider with the ARN /,
        ],
        [
          ['CreateApplicationAssignment', 'DescribeApplicationAssignment'],
          { PrincipalId: NO_PRINCIPAL },
          /^The GROUP \S+ (was not found in directory d-\w+|is not assigned to the application)\.$/,
        ],
      ],
      ConflictException: [
        ['CreateApplication', { ClientToken: 'once' }, 'The ClientToken was used with other parameters.'],
        ['CreateApplicationAssignment', {}, /^The GROUP \S+ is already assigned to the application\.$/],
      ],
      ServiceQuotaExceededException: [
        ['CreateApplication', { InstanceArn: '<scene.full>' }, full('ApplicationsPerInstance'), { by: 'crowd' }],
        [
          'CreateApplicationAssignment',
          { ApplicationArn: '<scene.crowded>', PrincipalId: '<scene.other>' },
          full('GroupsPerApplication'),
        ],
      ],
      ValidationException: [
        ...invalidRows(operations),
        [
          'CreateApplication',
          { ApplicationProviderArn: 'arn:aws:sso::aws:applicationProvider/custom-saml' },
          'SAML 2.0 applications can be created in the console only.',
        ],
        [
          ['CreateApplication', 'UpdateApplication'],
          { PortalOptions: { SignInOptions: { Origin: 'APPLICATION' } } },
          'ApplicationUrl is required if Origin is APPLICATION.',
        ],
        [
          [...ABOUT_ONE, 'DescribeApplicationProvider'],
          { ApplicationArn: 'arn:aws:sso::x', ApplicationProviderArn: 'arn:aws:sso::x' },
          /Member must satisfy regular expression pattern/,
        ],
      ],
    },
    unreachable: {
      AccessDeniedException: [
        [['ListApplicationProviders', 'DescribeApplicationProvider'], 'every account may read the providers'],
      ],
      ConflictException: [
        [
          ['UpdateApplication', 'DeleteApplication', 'DeleteApplicationAssignment', 'PutApplicationAssignmentConfiguration'],
          'a change of an application ends before the next call',
        ],
      ],
    },
  },
};
