import type { Contract } from '../../core/testing/contract';
import { CreatePolicy } from '../../iam/policy/operations';
import { userWith } from '../../iam/test-accounts';
import { resourcePolicy } from '../../resources/test-tables';
import * as operations from './operations';

const POLICY = resourcePolicy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
const WIDER = resourcePolicy({ Effect: 'Allow', Action: 's3:*', Resource: '*' });
const SHARED = resourcePolicy({ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: 'arn:aws:s3:::books/*' });
const NO_POLICY = resourcePolicy({ Effect: 'Maybe', Action: 's3:GetObject', Resource: '*' });
/** A policy with so many different conditions that every kind of request must be considered. */
const TANGLED = JSON.stringify({
  Version: '2012-10-17',
  Statement: Array.from({ length: 40 }, (_, at) => ({
    Effect: at % 2 === 0 ? 'Allow' : 'Deny',
    Action: `s3:*a${at}*`,
    Resource: `arn:aws:s3:::*b${at}*c${at}*`,
    Condition: { StringLike: { [`aws:PrincipalTag/t${at}`]: `*${at}*` } },
  })),
});
const ALL = Object.keys(operations);

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    // Checked policies are never stored, because other accounts must not see them.
    const PolicyDocument = resourcePolicy({ Sid: secret, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });
    await root.run(CreatePolicy, { PolicyName: name, PolicyDocument });
    return {};
  },
  calls: [
    ['ValidatePolicy', { policyDocument: POLICY, policyType: 'IDENTITY_POLICY', maxResults: 1, locale: 'DE' }],
    ['CheckNoNewAccess', { newPolicyDocument: WIDER, existingPolicyDocument: POLICY, policyType: 'IDENTITY_POLICY' }],
    ['CheckAccessNotGranted', { policyDocument: POLICY, access: [{ actions: ['s3:*'] }], policyType: 'IDENTITY_POLICY' }],
    ['CheckNoPublicAccess', { policyDocument: SHARED, resourceType: 'AWS::S3::Bucket' }],
  ],
  errors: {
    usual: {
      policyDocument: POLICY,
      policyType: 'IDENTITY_POLICY',
      newPolicyDocument: POLICY,
      existingPolicyDocument: POLICY,
      access: [{ actions: ['s3:*'] }],
      resourceType: 'AWS::S3::Bucket',
    },
    furnish: async ({ world, root, signs }) => {
      await signs('nobody', await userWith(world, root, 'nobody'));
      return {};
    },
    failures: {
      AccessDeniedException: [[ALL, {}, /is not authorized to perform: access-analyzer:/, { by: 'nobody' }]],
      ValidationException: [
        ['ValidatePolicy', { nextToken: 'x' }, 'The token is invalid.'],
        [
          'ValidatePolicy',
          { validatePolicyResourceType: 'AWS::S3::Bucket' },
          'validatePolicyResourceType can be specified for a RESOURCE_POLICY only.',
        ],
        [['ValidatePolicy', 'CheckNoNewAccess', 'CheckAccessNotGranted'], { policyType: 'OTHER' }, /policyType.* enum value set/],
        ['CheckAccessNotGranted', { access: [{}] }, 'Specify actions, resources or both.'],
        ['CheckNoPublicAccess', { resourceType: 'AWS::S3::Cupboard' }, /resourceType.* enum value set/],
      ],
      InvalidParameterException: [
        ['CheckNoNewAccess', { newPolicyDocument: NO_POLICY }, /^The policy document is not valid\./],
        ['CheckAccessNotGranted', { policyDocument: NO_POLICY }, /^The policy document is not valid\./],
        ['CheckNoPublicAccess', { resourceType: 'AWS::EFS::FileSystem' }, /cannot be checked in this installation/],
      ],
      UnprocessableEntityException: [
        ['CheckNoNewAccess', { newPolicyDocument: TANGLED }, 'The policy document is too complex to be checked.'],
        ['CheckAccessNotGranted', { policyDocument: TANGLED }, 'The policy document is too complex to be checked.'],
        [
          'CheckNoPublicAccess',
          { policyDocument: TANGLED.replaceAll('"Action"', '"Principal":"*","Action"') },
          'The policy document is too complex to be checked.',
        ],
      ],
    },
    unreachable: {},
  },
};
