import { quotas } from '../../core/quotas';
import type { Actor } from '../../core/test-world';
import { type Contract, taking } from '../../core/testing/contract';
import { CreateRole } from '../../iam/role/operations';
import { crowdResources, resourcePolicy } from '../test-tables';
import * as invocations from './invoke-operations';
import * as functions from './operations';
import * as policies from './policy-operations';
import { LambdaFunction } from './resource';

const operations = { ...functions, ...policies, ...invocations };

const ARN = 'arn:aws:lambda:us-east-1:<scene.account>:function:';
const TRUST = resourcePolicy({ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' });
const policyFor = (name: string, more: object = {}) =>
  resourcePolicy({
    Effect: 'Allow',
    Principal: { AWS: 'arn:aws:iam::<scene.account>:root' },
    Action: 'lambda:InvokeFunction',
    Resource: `${ARN}${name}`,
    ...more,
  });
const zip = new Uint8Array([80, 75, 5, 6]);
const CODE = { Code: { ZipFile: zip }, Runtime: 'nodejs22.x' as const, Handler: 'index.handler' };
const ROLE = 'arn:aws:iam::<scene.account>:role/runs-functions';
const PERMISSION = { StatementId: 'bucket', Action: 'lambda:InvokeFunction', Principal: 's3.amazonaws.com' };
const roleFor = async (root: Actor, RoleName: string, AssumeRolePolicyDocument = TRUST) =>
  (await root.run(CreateRole, { RoleName, AssumeRolePolicyDocument })).Role.Arn;
const payload = (value: unknown) => new Uint8Array(Buffer.from(JSON.stringify(value)));

const notFound = (name: string) => new RegExp(`^Function not found: arn:aws:lambda:us-east-1:\\d{12}:function:${name}$`);
const NAMED = taking(operations, 'FunctionName', 'CreateFunction');
const BY_ARN = taking(operations, 'ResourceArn');
const STALE = /^The Revision Id provided does not match the latest Revision Id\./;
const NO_CAPACITY = 'there are no capacity providers';
const NOTHING_RUNS = 'nothing runs';
const AT_ONCE = 'functions are made and changed at once, one after the other';

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const Role = await roleFor(root, name);
    const { FunctionArn = '' } = await root.run(functions.CreateFunction, {
      FunctionName: name,
      Role,
      ...CODE,
      Description: secret,
      Environment: { Variables: { NOTE: secret } },
      Tags: { owner: secret },
    });
    const Policy = JSON.stringify({
      Id: secret,
      Statement: [{ Sid: 'own', Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'lambda:*', Resource: FunctionArn }],
    });
    await root.run(policies.PutResourcePolicy, { ResourceArn: FunctionArn, Policy });
    return { FunctionName: FunctionArn, Resource: FunctionArn, ResourceArn: FunctionArn, Role, Policy };
  },
  also: { CreateFunction: ['lambda:TagResource', 'iam:PassRole'], UpdateFunctionConfiguration: ['iam:PassRole'] },
  furnish: async ({ root }) => {
    await roleFor(root, 'runs-functions');
    return {};
  },
  calls: [
    [
      'CreateFunction',
      { FunctionName: 'resize', Role: ROLE, ...CODE, Environment: { Variables: { NOTE: '1' } }, Tags: { team: 'blue' } },
    ],
    ['GetFunction', { FunctionName: 'resize' }],
    ['GetFunctionConfiguration', { FunctionName: `${ARN}resize`, Qualifier: '$LATEST' }],
    ['UpdateFunctionConfiguration', { FunctionName: 'resize', Timeout: 10, Role: ROLE }],
    ['ListFunctions', { MaxItems: 1 }],
    ['Invoke', { FunctionName: 'resize', Payload: payload({ calls: [{ action: 's3:ListAllMyBuckets' }] }), LogType: 'Tail' }],
    ['AddPermission', { FunctionName: 'resize', ...PERMISSION, SourceAccount: '111122223333' }],
    ['GetPolicy', { FunctionName: 'resize' }],
    ['RemovePermission', { FunctionName: 'resize', StatementId: 'bucket' }],
    ['PutResourcePolicy', { ResourceArn: `${ARN}resize`, Policy: policyFor('resize') }],
    ['GetResourcePolicy', { ResourceArn: `${ARN}resize` }],
    ['DeleteResourcePolicy', { ResourceArn: `${ARN}resize` }],
    ['TagResource', { Resource: `${ARN}resize`, Tags: { new: '1' } }],
    ['ListTags', { Resource: `${ARN}resize` }],
    ['UntagResource', { Resource: `${ARN}resize`, TagKeys: ['new'] }],
    ['DeleteFunction', { FunctionName: 'resize' }],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      const Role = await roleFor(root, 'runs-functions');
      await roleFor(root, 'trusts-another', TRUST.replace('lambda.', 'ec2.'));
      await root.run(functions.CreateFunction, { FunctionName: 'function', Role, ...CODE });
      await root.run(policies.AddPermission, { FunctionName: 'function', ...PERMISSION, StatementId: 'held' });
      await root.run(functions.CreateFunction, { FunctionName: 'plain', Role, ...CODE });
      const crowded = await crowdResources(stage, LambdaFunction, {
        role: Role,
        description: '',
        timeout: 3,
        memorySize: 128,
        packageType: 'Zip',
        codeSize: 0,
        codeSha256: '',
        changedAt: '2026-03-01T12:00:00.000Z',
        revisionId: 'none',
      });
      return { crowdedRole: await roleFor(crowded, 'runs-functions') };
    },
    usual: {
      FunctionName: 'function',
      Resource: `${ARN}function`,
      ResourceArn: `${ARN}function`,
      Role: ROLE,
      Code: CODE.Code,
      ...PERMISSION,
      Policy: policyFor('function'),
      Tags: { new: '1' },
      TagKeys: ['new'],
    },
    failures: {
      ResourceNotFoundException: [
        [NAMED, { FunctionName: 'none' }, notFound('none')],
        [['GetFunction', 'Invoke', 'DeleteFunction'], { Qualifier: '7' }, notFound('function:7')],
        [BY_ARN, { ResourceArn: `${ARN}none` }, notFound('none')],
        [taking(operations, 'Resource'), { Resource: `${ARN}none` }, notFound('none')],
        [
          'GetFunction',
          { FunctionName: 'arn:aws:lambda:eu-west-1:<scene.account>:function:function' },
          "Functions from 'eu-west-1' are not reachable in this region ('us-east-1')",
        ],
        ['GetPolicy', { FunctionName: 'plain' }, 'The resource you requested does not exist.'],
        [
          ['GetResourcePolicy', 'DeleteResourcePolicy'],
          { ResourceArn: `${ARN}plain` },
          'The resource you requested does not exist.',
        ],
        ['RemovePermission', { FunctionName: 'plain' }, 'No policy is associated with the given resource.'],
        ['RemovePermission', {}, 'Statement bucket is not found in resource policy.'],
      ],
      ResourceConflictException: [
        ['CreateFunction', CODE, 'Function already exist: function'],
        ['AddPermission', { StatementId: 'held' }, /^The statement id \(held\) provided already exists\./],
      ],
      InvalidParameterValueException: [
        ['CreateFunction', { FunctionName: 'new', Code: {} }, 'Please provide a source for function code.'],
        ['CreateFunction', { FunctionName: 'new' }, /^Runtime and Handler are mandatory parameters/],
        [
          'CreateFunction',
          { FunctionName: 'new', ...CODE, Role: `${ROLE}-none` },
          'The role defined for the function cannot be assumed by Lambda.',
        ],
        [
          ['CreateFunction', 'UpdateFunctionConfiguration'],
          { ...CODE, FunctionName: 'plain', Layers: ['arn:aws:lambda:us-east-1:123456789012:layer:a:1'] },
          /nothing with the parameter Layers\.$/,
        ],
        [
          'UpdateFunctionConfiguration',
          { Role: 'arn:aws:iam::<scene.account>:role/trusts-another' },
          'The role defined for the function cannot be assumed by Lambda.',
        ],
        ['UpdateFunctionConfiguration', { Environment: { Variables: { AWS_REGION: 'x' } } }, /reserved keys/],
        ['UpdateFunctionConfiguration', { Environment: { Variables: { LONG: 'x'.repeat(4096) } } }, /exceeded the 4KB limit/],
        ['ListFunctions', { Marker: 'none' }, 'The marker is invalid.'],
        ['DeleteFunction', { Qualifier: '$LATEST' }, /^\$LATEST version cannot be deleted/],
        ['Invoke', { TenantId: 'one' }, /nothing with the parameter TenantId\.$/],
        [
          'AddPermission',
          { Principal: 'arn:aws:iam::<scene.account>:user/none' },
          'The provided principal was invalid. Please check the principal and try again.',
        ],
        ['PutResourcePolicy', { Policy: policyFor('other') }, /^Invalid resource: arn:/],
        ['PutResourcePolicy', { Policy: policyFor('function', { Action: 's3:GetObject' }) }, 'Invalid action: s3:GetObject'],
        ['PutResourcePolicy', { Policy: '{' }, /./],
        ['TagResource', { Tags: { 'aws:new': '1' } }, 'Tag keys must not begin with aws:.'],
      ],
      PreconditionFailedException: [
        [
          ['UpdateFunctionConfiguration', 'AddPermission', 'PutResourcePolicy', 'DeleteResourcePolicy'],
          { RevisionId: 'stale' },
          STALE,
        ],
        ['RemovePermission', { StatementId: 'held', RevisionId: 'stale' }, STALE],
      ],
      PolicyLengthExceededException: [
        ['PutResourcePolicy', { Policy: ' '.repeat(20_481) }, 'The final policy size (20481) is bigger than the limit (20480).'],
        ['AddPermission', { SourceArn: `arn:aws:s3:::${'x'.repeat(20_480)}` }, /^The final policy size \(\d+\) is bigger/],
      ],
      CodeSigningConfigNotFoundException: [
        [
          'CreateFunction',
          {
            FunctionName: 'new',
            ...CODE,
            CodeSigningConfigArn: 'arn:aws:lambda:us-east-1:123456789012:code-signing-config:csc-1',
          },
          /^The code signing configuration cannot be found\./,
        ],
      ],
      CodeStorageExceededException: [
        [
          'CreateFunction',
          { FunctionName: 'new', ...CODE, Role: '<scene.crowdedRole>' },
          `You have exceeded your maximum total code size per account: Gatehouse keeps ${quotas().LambdaFunctionsPerRegion} functions in a Region.`,
          { by: 'crowded' },
        ],
      ],
      InvalidRequestContentException: [
        ['Invoke', { Payload: new Uint8Array(Buffer.from('{')) }, /^Could not parse request body into json: /],
      ],
    },
    unreachable: {
      ResourceNotFoundException: [['CreateFunction', 'it names nothing that must be there']],
      ResourceConflictException: [
        [
          [
            'UpdateFunctionConfiguration',
            'DeleteFunction',
            'TagResource',
            'UntagResource',
            'PutResourcePolicy',
            'DeleteResourcePolicy',
          ],
          AT_ONCE,
        ],
        ['Invoke', AT_ONCE],
      ],
      InvalidParameterValueException: [
        [
          ['GetFunction', 'GetFunctionConfiguration', 'RemovePermission', 'GetPolicy', 'UntagResource', 'ListTags'],
          'what is no name of a function is told by the model, or is no function',
        ],
        [['GetResourcePolicy', 'DeleteResourcePolicy'], 'what is no ARN of a function is no function'],
      ],
      CodeSigningConfigNotFoundException: [['UpdateFunctionConfiguration', 'it has no such parameter']],
      CodeVerificationFailedException: [
        [['CreateFunction', 'UpdateFunctionConfiguration'], 'there is no code signing configuration to verify code against'],
      ],
      InvalidCodeSignatureException: [
        [['CreateFunction', 'UpdateFunctionConfiguration'], 'there is no code signing configuration to verify code against'],
      ],
      FunctionVersionsPerCapacityProviderLimitExceededException: [['CreateFunction', NO_CAPACITY]],
      PublicPolicyException: [
        [['AddPermission', 'RemovePermission', 'PutResourcePolicy'], 'functions have no Block Public Access here'],
      ],
      RequestTooLargeException: [['Invoke', 'a body that is too large is refused before the operation is told']],
      UnsupportedMediaTypeException: [['Invoke', 'a payload that is not JSON is InvalidRequestContentException']],
      ...Object.fromEntries(
        [
          ...['CodeArtifactUserDeletedException', 'CodeArtifactUserFailedException', 'CodeArtifactUserPendingException'],
          ...['DurableExecutionAlreadyStartedException', 'EFSIOException', 'EFSMountConnectivityException'],
          ...['EFSMountFailureException', 'EFSMountTimeoutException', 'ENILimitReachedException', 'ENINotReadyException'],
          ...['EC2AccessDeniedException', 'EC2ThrottledException', 'EC2UnexpectedException', 'S3FilesMountTimeoutException'],
          ...['S3FilesMountConnectivityException', 'S3FilesMountFailureException'],
          ...['InvalidRuntimeException', 'InvalidSecurityGroupIDException', 'InvalidSubnetIDException'],
          ...['InvalidZipFileException', 'KMSAccessDeniedException', 'KMSDisabledException', 'KMSInvalidStateException'],
          ...['KMSNotFoundException', 'ModeNotSupportedException', 'NoPublishedVersionException'],
          ...['RecursiveInvocationException', 'ResourceNotReadyException', 'SerializedRequestEntityTooLargeException'],
          ...['ServiceQuotaExceededException', 'SnapStartException', 'SnapStartNotReadyException'],
          ...['SnapStartRegenerationFailureException', 'SnapStartTimeoutException', 'SubnetIPAddressLimitReachedException'],
        ].map((error) => [error, [['Invoke', NOTHING_RUNS]] as const]),
      ),
    },
  },
};
