import { listManagedPolicies } from '@gatehouse/catalog/managed-policies';
import { quotas } from '../../core/quotas';
import { type Actor, TEST_NOW } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { findEntity } from '../entity';
import { CreateGroup } from '../group/operations';
import { CreatePolicy } from '../policy/operations';
import { CreateRole } from '../role/operations';
import { CreateServiceLinkedRole } from '../service-linked-role/operations';
import { trustPolicy } from '../test-accounts';
import {
  INVALID_ARN,
  insertRows,
  NO_POLICY,
  NOT_ATTACHABLE,
  NOT_THERE,
  notFound,
  PROTECTED,
  quotaReached,
  READ_ONLY,
  SERVICE_ROLE,
  secretDocument,
  serviceRolePolicyAs,
} from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const TYPES = ['User', 'Group', 'Role'] as const;
const ATTACH = TYPES.map((type) => `Attach${type}Policy`);
const DETACH = TYPES.map((type) => `Detach${type}Policy`);
const AssumeRolePolicyDocument = trustPolicy();

/** Creates a user, group and role with the same name. */
async function makeEntities(root: Actor, name: string) {
  const names = { UserName: name, GroupName: name, RoleName: name };
  await root.run(CreateUser, names);
  await root.run(CreateGroup, names);
  await root.run(CreateRole, { ...names, AssumeRolePolicyDocument });
  return names;
}

async function makePolicy(root: Actor, PolicyName: string, PolicyDocument: string): Promise<string> {
  const { Policy } = await root.run(CreatePolicy, { PolicyName, PolicyDocument });
  return Policy.Arn;
}

async function attachToAll(root: Actor, names: Awaited<ReturnType<typeof makeEntities>>, PolicyArn: string): Promise<void> {
  await root.run(operations.AttachUserPolicy, { ...names, PolicyArn });
  await root.run(operations.AttachGroupPolicy, { ...names, PolicyArn });
  await root.run(operations.AttachRolePolicy, { ...names, PolicyArn });
}

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const names = await makeEntities(root, name);
    const PolicyArn = await makePolicy(root, name, secretDocument(secret));
    await attachToAll(root, names, PolicyArn);
    return { ...names, PolicyArn };
  },
  furnish: ({ root }) => makeEntities(root, 'held'),
  calls: TYPES.flatMap((type) => [
    [`Attach${type}Policy`, { [`${type}Name`]: 'held', PolicyArn: READ_ONLY }],
    [`ListAttached${type}Policies`, { [`${type}Name`]: 'held', MaxItems: 1 }],
    [`Detach${type}Policy`, { [`${type}Name`]: 'held', PolicyArn: READ_ONLY }],
  ]),
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      await makeEntities(root, 'full');
      const { accountId } = root;
      for (const entityType of TYPES) {
        const entity = await findEntity({ db: stage.world.database.reader, accountId }, entityType, 'full');
        const attached = { entityId: entity?.id ?? '', entityType, accountId, createdAt: TEST_NOW };
        const others = listManagedPolicies().filter(({ arn }) => arn !== READ_ONLY);
        const held = others.slice(0, quotas()[`PoliciesPer${entityType}`]);
        await insertRows(
          stage,
          'PolicyAttachment',
          held.map(({ arn: policyArn }) => ({ ...attached, policyArn })),
        );
      }
      await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
      return {};
    },
    usual: { UserName: 'full', GroupName: 'full', RoleName: 'full', PolicyArn: READ_ONLY },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'UserName'), { UserName: 'none' }, notFound('user')],
        [taking(operations, 'GroupName'), { GroupName: 'none' }, notFound('group')],
        [taking(operations, 'RoleName'), { RoleName: 'none' }, notFound('role')],
        [ATTACH, { PolicyArn: NO_POLICY }, NOT_ATTACHABLE],
        [DETACH, { PolicyArn: NO_POLICY }, NOT_THERE],
      ],
      LimitExceededException: TYPES.map((type) => [`Attach${type}Policy`, {}, quotaReached(`PoliciesPer${type}`)]),
      InvalidInputException: [[[...ATTACH, ...DETACH], ...INVALID_ARN]],
      PolicyNotAttachableException: [[ATTACH, ...serviceRolePolicyAs('PolicyArn')]],
      UnmodifiableEntityException: [[['AttachRolePolicy', 'DetachRolePolicy'], { RoleName: SERVICE_ROLE }, PROTECTED]],
    },
    unreachable: {
      InvalidInputException: [
        [TYPES.map((type) => `ListAttached${type}Policies`), 'a name or prefix that cannot be one is a ValidationError'],
      ],
    },
  },
};
