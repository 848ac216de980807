import type { FunctionConfiguration } from '@aws-sdk/client-lambda';
import { defineKind, type StoredResource } from '../../core/module/kind';
import { tagRecord } from '../../core/tags';
import { FUNCTION, functionArn } from './arns';
import { invalidParameter, lambdaError } from './errors';

/** The parts of a configuration that are returned as set. */
export const TOLD = ['Architectures', 'EphemeralStorage', 'LoggingConfig', 'SnapStart', 'TracingConfig'] as const;

export type FunctionSettings = {
  /** The ARN of its role, which may be deleted by now. */
  role: string;
  runtime?: string | undefined;
  handler?: string | undefined;
  description: string;
  timeout: number;
  memorySize: number;
  packageType: 'Zip' | 'Image';
  /** The settings without effect here, as they were set. An absent one has AWS's default. */
  told?: Partial<Pick<FunctionConfiguration, (typeof TOLD)[number]>>;
  /** The size of its code, which is not stored, since nothing runs it. */
  codeSize: number;
  codeSha256: string;
  /** ISO 8601. */
  changedAt: string;
  revisionId: string;
  policyRevisionId?: string | undefined;
};
export type FunctionResource = StoredResource<FunctionSettings>;

/**
 * Source: AWS Lambda Developer Guide, "Granting other AWS accounts access to a function": all other actions are for the owner's
 * account only.
 */
const OWNERS_ONLY: ReadonlySet<string> = new Set(
  [
    'AddPermission',
    'CreateFunction',
    'CreateFunctionUrlConfig',
    'DeleteFunctionUrlConfig',
    'DeleteResourcePolicy',
    'GetFunctionUrlConfig',
    'GetResourcePolicy',
    'ListFunctionUrlConfigs',
    'PutResourcePolicy',
    'RemovePermission',
    'UpdateFunctionConfiguration',
    'UpdateFunctionUrlConfig',
  ].map((name) => `lambda:${name.toLowerCase()}`),
);

export const MOST_POLICY = 20_480;

export function policyTooLong(length: number) {
  return lambdaError(
    'PolicyLengthExceededException',
    `The final policy size (${length}) is bigger than the limit (${MOST_POLICY}).`,
    'Policy',
  );
}

/** Returns the ARN of the function that an ARN of Lambda names or lies in. */
function functionIn(arn: string): string {
  return arn.split(':', 7).join(':');
}

/** The trust policy of the role that a scenario pack gives a function. */
const ROLE_TRUST = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

export const LambdaFunction = defineKind<FunctionSettings>({
  service: FUNCTION.service,
  type: FUNCTION.type,
  arn: functionArn,
  arnPattern: /^arn:[^:]+:lambda:[^:]+:\d{12}:function:/,
  policyReading: (arn) => ['GetPolicy', { FunctionName: functionIn(arn) }],
  tagReading: (arn) => ['ListTags', { Resource: functionIn(arn) }],
  quota: 'LambdaFunctionsPerRegion',
  packs: {
    before: ({ key, name }) => [
      {
        do: 'iam:CreateRole',
        input: { RoleName: `${name}-role`, AssumeRolePolicyDocument: ROLE_TRUST },
        save: { [`role-of-${key}`]: '/Role/Arn' },
      },
    ],
    create: ({ key, name: FunctionName, tags }) => ({
      do: 'lambda:CreateFunction',
      input: {
        FunctionName,
        Role: `{{ref.role-of-${key}}}`,
        Runtime: 'nodejs22.x',
        Handler: 'index.handler',
        Code: { S3Bucket: 'code-of-the-lab', S3Key: `${FunctionName}.zip` },
        ...(tags.length > 0 && { Tags: tagRecord(tags) }),
      },
    }),
    savePolicy: ({ arn: ResourceArn }, Policy) => ({ do: 'lambda:PutResourcePolicy', input: { ResourceArn, Policy } }),
  },
  verbs: Object.fromEntries(['invoke', 'run', 'call', 'use'].map((verb) => [verb, 'lambda:InvokeFunction'])),
  usualActions: ['lambda:InvokeFunction', 'lambda:UpdateFunctionCode', 'lambda:DeleteFunction'],
  runs: {
    service: 'lambda.amazonaws.com',
    with: async (_, functions) => new Map(functions.map(({ id, settings }) => [id, { role: settings.role }])),
  },
  listed: {
    noun: FUNCTION.noun,
    label: FUNCTION.label,
    check: () => ({ action: 'lambda:ListFunctions', resource: '*' }),
    policyBy: 'lambda:GetPolicy',
    tagsBy: 'lambda:ListTags',
    facts: { role: ({ settings }) => settings.role, runtime: ({ settings }) => settings.runtime },
  },
  ownersOnly: OWNERS_ONLY,
  // Versions and aliases have ARNs below their function's.
  containerOf: functionIn,
  policy: {
    most: MOST_POLICY,
    tooLong: () => policyTooLong(MOST_POLICY + 1),
    type: FUNCTION.policyType,
    refused: (sentence) => invalidParameter(sentence, 'Policy'),
    invalidPrincipal: () =>
      invalidParameter('The provided principal was invalid. Please check the principal and try again.', 'Principal'),
  },
});
