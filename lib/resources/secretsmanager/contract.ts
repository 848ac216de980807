import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { crowdResources, resourcePolicy } from '../test-tables';
import { ListSecrets } from './list-operations';
import * as secrets from './operations';
import { Secret } from './resource';
import * as values from './value-operations';

const operations = { ...secrets, ListSecrets, ...values };

const SECRET = { SecretId: '<CreateSecret.ARN>' };
/** The id of a version that the scene creates, and one of no version. */
const [TOKEN, OTHER_TOKEN] = ['00000000-0000-4000-8000-000000000001', '00000000-0000-4000-8000-000000000002'];
const ROOT = 'arn:aws:iam::<scene.account>:root';
const statement = (more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: ROOT },
  Action: 'secretsmanager:*',
  Resource: '*',
  ...more,
});
const putting = (more: object) => ({ ResourcePolicy: resourcePolicy(statement(more)) });
const tagList = (count: number) => Array.from({ length: count }, (_, index) => ({ Key: `key-${index}`, Value: '' }));
const BY_ID = taking(operations, 'SecretId');
/** The operations that a secret scheduled for deletion still accepts. */
const OF_LEAVING = ['DeleteSecret', 'DescribeSecret', 'RestoreSecret'];
const NOT_FOUND = "Secrets Manager can't find the specified secret.";
const LEAVING = "You can't perform this operation on the secret because it was marked for deletion.";
const ELSEWHERE = /^Gatehouse has secrets of one Region alone, .+ cannot be set\.$/;
const MOST_LABELLED = 20;

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { ARN = '' } = await root.run(secrets.CreateSecret, {
      Name: name,
      Description: secret,
      SecretString: secret,
      Tags: [{ Key: 'owner', Value: secret }],
    });
    const ResourcePolicy = JSON.stringify({ Id: secret, Statement: [statement({ Principal: { AWS: root.accountId } })] });
    await root.run(secrets.PutResourcePolicy, { SecretId: ARN, ResourcePolicy });
    return { SecretId: ARN, Name: name };
  },
  calls: [
    ['CreateSecret', { Name: 'prod/db', SecretString: 'first', Tags: [{ Key: 'team', Value: 'blue' }] }],
    ['PutSecretValue', { ...SECRET, SecretBinary: new Uint8Array([1, 2, 3]), VersionStages: ['AWSCURRENT', 'blue'] }],
    ['GetSecretValue', { SecretId: 'prod/db', VersionStage: 'AWSPREVIOUS' }],
    ['GetSecretValue', { ...SECRET, VersionId: '<PutSecretValue.VersionId>', VersionStage: 'blue' }],
    ['UpdateSecret', { ...SECRET, Description: 'of the books', SecretString: 'third' }],
    ['DescribeSecret', SECRET],
    ['ListSecrets', { MaxResults: 1, Filters: [{ Key: 'name', Values: ['prod'] }], SortBy: 'name' }],
    ['PutResourcePolicy', { ...SECRET, ...putting({ Principal: '*' }) }],
    ['GetResourcePolicy', SECRET],
    ['DeleteResourcePolicy', SECRET],
    ['TagResource', { ...SECRET, Tags: [{ Key: 'new', Value: '1' }] }],
    ['UntagResource', { ...SECRET, TagKeys: ['new'] }],
    ['DeleteSecret', { ...SECRET, RecoveryWindowInDays: 7 }],
    ['RestoreSecret', SECRET],
    ['DeleteSecret', { ...SECRET, ForceDeleteWithoutRecovery: true }],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      const make = (Name: string, more: object = {}) => root.run(secrets.CreateSecret, { Name, ...more });
      await make('secret', { SecretString: 'x', ClientRequestToken: TOKEN, Tags: tagList(quotas().TagsPerResource) });
      await make('leaving', { SecretString: 'x' });
      await make('labelled');
      for (let index = 0; index < MOST_LABELLED; index++) {
        const VersionStages = [`label-${index}`];
        await root.run(values.PutSecretValue, { SecretId: 'labelled', SecretString: String(index), VersionStages });
      }
      // By the clock of the wire API, so that the recovery window is not over.
      await root.with({ now: new Date() }).run(secrets.DeleteSecret, { SecretId: 'leaving' });
      await crowdResources(stage, Secret, { description: '', changedAt: '2026-03-01T12:00:00.000Z' });
      return {};
    },
    usual: {
      Name: 'new',
      SecretId: 'secret',
      SecretString: 'x',
      ResourcePolicy: resourcePolicy(statement()),
      Tags: [{ Key: 'new', Value: '1' }],
      TagKeys: ['new'],
    },
    failures: {
      ResourceNotFoundException: [
        [BY_ID, { SecretId: 'none', SecretString: 'x' }, NOT_FOUND],
        [BY_ID, { SecretId: 'arn:aws:secretsmanager:eu-west-1:<scene.account>:secret:secret', SecretString: 'x' }, NOT_FOUND],
        [
          'GetSecretValue',
          { VersionStage: 'blue' },
          "Secrets Manager can't find the specified secret value for staging label: blue",
        ],
        [
          'GetSecretValue',
          { VersionId: OTHER_TOKEN },
          `Secrets Manager can't find the specified secret value for VersionId: ${OTHER_TOKEN}`,
        ],
      ],
      InvalidParameterException: [
        [BY_ID, { SecretId: 'arn:none' }, 'The SecretId is neither the name nor the ARN of a secret.'],
        [
          ['CreateSecret', 'UpdateSecret', 'PutSecretValue'],
          { SecretString: 'x', SecretBinary: new Uint8Array([1]) },
          "You can't specify both a binary secret value and a string secret value in the same secret.",
        ],
        [['CreateSecret', 'UpdateSecret'], { KmsKeyId: 'alias/books' }, ELSEWHERE],
        [['CreateSecret', 'UpdateSecret'], { Type: 'external' }, ELSEWHERE],
        ['CreateSecret', { AddReplicaRegions: [{ Region: 'eu-west-1' }] }, ELSEWHERE],
        [
          ['CreateSecret', 'TagResource'],
          { Tags: [{ Key: 'aws:new', Value: '' }] },
          'aws: prefixed tag key names are not allowed for external use.',
        ],
        ['TagResource', { Tags: [...tagList(1), ...tagList(1)] }, 'Request contains duplicate tag key: key-0'],
        ['TagResource', {}, 'You have too many tags on this secret.'],
        [
          'DeleteSecret',
          { RecoveryWindowInDays: 31 },
          'The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).',
        ],
        [
          'DeleteSecret',
          { RecoveryWindowInDays: 7, ForceDeleteWithoutRecovery: true },
          "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.",
        ],
        ['ListSecrets', { SortBy: 'last-accessed-date' }, /^Gatehouse does not keep when a secret was last read/],
      ],
      InvalidRequestException: [
        [BY_ID.filter((name) => !OF_LEAVING.includes(name)), { SecretId: 'leaving', SecretString: 'x' }, LEAVING],
        [
          'DeleteSecret',
          { SecretId: 'leaving' },
          "You can't perform this operation on the secret because it was already scheduled for deletion.",
        ],
        [
          'CreateSecret',
          { Name: 'leaving' },
          "You can't create this secret because a secret with this name is already scheduled for deletion.",
        ],
        [
          'GetSecretValue',
          { VersionId: TOKEN, VersionStage: 'AWSPREVIOUS' },
          'You provided a VersionStage that is not associated to the provided VersionId.',
        ],
        ['PutSecretValue', {}, 'You must provide either SecretString or SecretBinary.'],
      ],
      InvalidNextTokenException: [['ListSecrets', { NextToken: 'none' }, 'The NextToken value is invalid.']],
      ResourceExistsException: [
        ['CreateSecret', { Name: 'secret' }, 'The operation failed because the secret secret already exists.'],
        [
          ['CreateSecret', 'PutSecretValue', 'UpdateSecret'],
          { Name: 'secret', ClientRequestToken: TOKEN, SecretString: 'other' },
          'A resource with the ID you requested already exists.',
        ],
      ],
      LimitExceededException: [
        ['CreateSecret', {}, 'You have too many secrets in this Region.', { by: 'crowded' }],
        [
          ['PutSecretValue', 'UpdateSecret'],
          { SecretId: 'labelled', SecretString: 'x' },
          'A secret has 20 versions with staging labels here at most.',
        ],
      ],
      MalformedPolicyDocumentException: [
        ['PutResourcePolicy', { ResourcePolicy: '[]' }, /^This resource policy contains a syntax error: ./],
        [
          'PutResourcePolicy',
          putting({ Principal: { AWS: 'arn:aws:iam::<scene.account>:user/none' } }),
          'This resource policy contains an unsupported principal.',
        ],
        ['PutResourcePolicy', putting({ Action: 's3:GetObject' }), 'This resource policy contains an unsupported action.'],
        ['PutResourcePolicy', putting({ Resource: 'arn:aws:s3:::b' }), 'This resource policy contains an unsupported resource.'],
      ],
      PublicPolicyException: [
        [
          'PutResourcePolicy',
          { ...putting({ Principal: '*' }), BlockPublicPolicy: true },
          /^The BlockPublicPolicy parameter is set to true, and the resource policy did not prevent broad access to the secret\.$/,
        ],
      ],
    },
    unreachable: {
      InvalidRequestException: [
        ['ListSecrets', 'whatever can be asked for is answered'],
        ['RestoreSecret', 'one that is not scheduled for deletion stays as it is'],
      ],
      MalformedPolicyDocumentException: [[['CreateSecret', 'UpdateSecret'], 'they take no policy']],
      PreconditionNotMetException: [
        [['CreateSecret', 'UpdateSecret'], 'secrets are not replicated, nor managed by other services'],
      ],
      ResourceNotFoundException: [['CreateSecret', 'it names nothing that must be there']],
    },
  },
};
