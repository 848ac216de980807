import { quotas } from '../../core/quotas';
import { TEST_NOW } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { AttachGroupPolicy } from '../attachment/operations';
import { CreateGroup } from '../group/operations';
import {
  ALLOW_READ,
  crowd,
  fullTags,
  INVALID_ARN,
  longPolicy,
  NO_POLICY,
  NOT_THERE,
  ownedBy,
  quotaReached,
  READ_ONLY,
  secretDocument,
  tagCalls,
  tagErrors,
  usualTags,
  withTagOfAws,
} from '../test-tables';
import * as entities from './entities-for-policy-operations';
import * as policies from './operations';
import { Policy } from './resource';
import * as versions from './version-operations';

const operations = { ...policies, ...versions, ...entities };
const CUSTOM = { PolicyArn: '<CreatePolicy.Policy.Arn>' };
const tags = tagErrors(Policy);

export const contract: Contract = {
  operations,
  make: async (root, { name: PolicyName, secret }) => {
    const PolicyDocument = secretDocument(secret);
    const { Policy: made } = await root.run(policies.CreatePolicy, { PolicyName, PolicyDocument, Tags: ownedBy(secret) });
    const PolicyArn = made.Arn;
    await root.run(versions.CreatePolicyVersion, { PolicyArn, PolicyDocument });
    return { PolicyArn, PolicyName };
  },
  calls: [
    ['CreatePolicy', { PolicyName: 'custom', PolicyDocument: ALLOW_READ, Description: 'é < & >', Tags: ownedBy('blue') }],
    ['GetPolicy', CUSTOM],
    ['ListPolicies', { Scope: 'Local' }],
    ['ListPolicies', { Scope: 'All', MaxItems: 1 }],
    ['CreatePolicyVersion', { ...CUSTOM, PolicyDocument: ALLOW_READ, SetAsDefault: false }],
    ['GetPolicyVersion', { ...CUSTOM, VersionId: 'v2' }],
    ['ListPolicyVersions', CUSTOM],
    ['SetDefaultPolicyVersion', { ...CUSTOM, VersionId: 'v2' }],
    ['DeletePolicyVersion', { ...CUSTOM, VersionId: 'v1' }],
    ...tagCalls(Policy, CUSTOM),
    ['CreateUser', { UserName: 'reader' }],
    ['AttachUserPolicy', { UserName: 'reader', PolicyArn: READ_ONLY }],
    ['ListEntitiesForPolicy', { PolicyArn: READ_ONLY }],
    ['DeletePolicy', CUSTOM],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      const { Policy: made } = await root.run(policies.CreatePolicy, {
        PolicyName: 'policy',
        PolicyDocument: ALLOW_READ,
        Tags: fullTags(),
      });
      const PolicyArn = made.Arn;
      for (let count = 1; count < quotas().VersionsPerPolicy; count++)
        await root.run(versions.CreatePolicyVersion, { PolicyArn, PolicyDocument: ALLOW_READ });
      await root.run(CreateGroup, { GroupName: 'readers' });
      await root.run(AttachGroupPolicy, { GroupName: 'readers', PolicyArn });
      await crowd(stage, Policy, (row) => ({
        ...row,
        arn: `arn:aws:iam::${row.accountId}:policy/${row.name}`,
        defaultVersionId: 'v1',
        nextVersion: 2,
        updatedAt: TEST_NOW,
      }));
      return { policy: PolicyArn };
    },
    usual: { PolicyArn: '<scene.policy>', PolicyName: 'own', PolicyDocument: ALLOW_READ, VersionId: 'v1', ...usualTags },
    failures: {
      NoSuchEntityException: [
        [taking(operations, 'PolicyArn'), { PolicyArn: NO_POLICY }, NOT_THERE],
        [
          taking(operations, 'VersionId'),
          { VersionId: 'v99' },
          /^Policy arn:aws:iam::\d{12}:policy\/policy version v99 does not exist or is not attachable\.$/,
        ],
      ],
      EntityAlreadyExistsException: [
        ['CreatePolicy', { PolicyName: 'Policy' }, 'A policy called Policy already exists. Duplicate names are not allowed.'],
      ],
      LimitExceededException: [
        ['CreatePolicy', {}, quotaReached('PoliciesPerAccount'), { by: 'crowded' }],
        [
          'CreatePolicyVersion',
          {},
          'A managed policy can have up to 5 versions. Before you create a new version, you must delete an existing version.',
        ],
        [
          ['CreatePolicy', 'CreatePolicyVersion'],
          { PolicyDocument: longPolicy(6144) },
          'Cannot exceed quota for PolicySize: 6144',
        ],
        tags.tooMany,
      ],
      InvalidInputException: [
        [taking(operations, 'PolicyArn'), ...INVALID_ARN],
        tags.unusable,
        ['CreatePolicy', ...withTagOfAws({ PolicyName: 'new' })],
      ],
      MalformedPolicyDocumentException: [
        [taking(operations, 'PolicyDocument'), { PolicyName: 'new', PolicyDocument: '{' }, 'Syntax errors in policy.'],
      ],
      DeleteConflictException: [
        ['DeletePolicy', {}, 'Cannot delete a policy attached to entities.'],
        ['DeletePolicyVersion', {}, 'Cannot delete the default version of a policy.'],
      ],
    },
    unreachable: {
      LimitExceededException: [['SetDefaultPolicyVersion', 'changes what there is, and no quota counts that']],
    },
  },
};
