import { type Contract, taking } from '../../core/testing/contract';
import { CreateGroup } from '../group/operations';
import { IAM_SIZES } from '../quotas';
import { CreateRole } from '../role/operations';
import { CreateServiceLinkedRole } from '../service-linked-role/operations';
import { trustPolicy } from '../test-accounts';
import { ALLOW_READ, longPolicy, notFound, PROTECTED, SERVICE_ROLE, secretDocument } from '../test-tables';
import { CreateUser } from '../user/operations';
import * as operations from './operations';

const TYPES = ['User', 'Group', 'Role'] as const;
const PUT = TYPES.map((type) => `Put${type}Policy`);
const AssumeRolePolicyDocument = trustPolicy();
const OWN = { PolicyName: 'own' };

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const names = { UserName: name, GroupName: name, RoleName: name, PolicyName: name };
    const PolicyDocument = secretDocument(secret);
    await root.run(CreateUser, names);
    await root.run(operations.PutUserPolicy, { ...names, PolicyDocument });
    await root.run(CreateGroup, names);
    await root.run(operations.PutGroupPolicy, { ...names, PolicyDocument });
    await root.run(CreateRole, { ...names, AssumeRolePolicyDocument });
    await root.run(operations.PutRolePolicy, { ...names, PolicyDocument });
    return names;
  },
  calls: TYPES.flatMap((type) => {
    const held = { [`${type}Name`]: 'held' };
    return [
      [`Create${type}`, { ...held, ...(type === 'Role' ? { AssumeRolePolicyDocument } : {}) }],
      [`Put${type}Policy`, { ...held, ...OWN, PolicyDocument: ALLOW_READ }],
      [`Get${type}Policy`, { ...held, ...OWN }],
      [`List${type}Policies`, held],
      [`Delete${type}Policy`, { ...held, ...OWN }],
    ];
  }),
  errors: {
    furnish: async ({ root }) => {
      await root.run(CreateUser, { UserName: 'full' });
      await root.run(CreateGroup, { GroupName: 'full' });
      await root.run(CreateRole, { RoleName: 'full', AssumeRolePolicyDocument });
      await root.run(CreateServiceLinkedRole, { AWSServiceName: 'ecs.amazonaws.com' });
      return {};
    },
    usual: { UserName: 'full', GroupName: 'full', RoleName: 'full', ...OWN, PolicyDocument: ALLOW_READ },
    failures: {
      NoSuchEntityException: TYPES.flatMap((type) => [
        [taking(operations, `${type}Name`), { [`${type}Name`]: 'none' }, notFound(type.toLowerCase())],
        [[`Get${type}Policy`, `Delete${type}Policy`], { PolicyName: 'none' }, notFound(`${type.toLowerCase()} policy`)],
      ]),
      LimitExceededException: TYPES.map((type) => {
        const most = IAM_SIZES[`${type}InlineSize`];
        return [
          `Put${type}Policy`,
          { PolicyDocument: longPolicy(most) },
          `Maximum policy size of ${most} bytes exceeded for ${type.toLowerCase()} full`,
        ];
      }),
      MalformedPolicyDocumentException: [[PUT, { PolicyDocument: '{' }, 'Syntax errors in policy.']],
      UnmodifiableEntityException: [[['PutRolePolicy', 'DeleteRolePolicy'], { RoleName: SERVICE_ROLE }, PROTECTED]],
    },
    unreachable: {},
  },
};
