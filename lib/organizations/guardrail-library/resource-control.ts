import {
  type Conditions,
  type Guardrail,
  type GuardrailParameter,
  type GuardrailStatement,
  type GuardrailValues,
  ORGANIZATION,
  OTHER_ACCOUNTS,
  valuesOf,
} from './guardrail';

/** Services with data to protect. STS is separate: it controls who may enter. */
const DATA = ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*'];

const TLS: GuardrailParameter = {
  id: 'tls',
  label: 'Minimum TLS version for S3',
  hint: 'Empty: any version.',
  pattern: /1\.[23]/,
  problem: 'S3 takes 1.2 and 1.3',
  fresh: ['1.2'],
  optional: true,
  single: true,
};

const SERVICE_NOT: Readonly<Record<string, string>> = { 'aws:PrincipalIsAWSService': 'false' };

/** The RCPs that most organizations want. */
export const RESOURCE_CONTROL: readonly Guardrail[] = [
  {
    id: 'organization',
    type: 'rcp',
    title: 'Limit data access to the organization',
    prevents:
      'Denies access to buckets, queues, keys and secrets from outside the organization, including anonymous calls, whatever their policies allow.',
    exempts: 'AWS services and the listed accounts are exempt.',
    name: 'OnlyMyOrganization',
    parameters: [ORGANIZATION, OTHER_ACCOUNTS],
    statements: (values) => [
      {
        Sid: 'OnlyMyOrganization',
        Effect: 'Deny',
        Principal: '*',
        Action: DATA,
        Resource: '*',
        Condition: comesFromOutside(values),
      },
    ],
  },
  {
    id: 'roles',
    type: 'rcp',
    title: 'Limit role assumption to the organization',
    prevents: 'Denies assuming roles from outside the organization, even if the trust policy allows it.',
    exempts:
      'AWS services and the listed accounts, such as vendors, are exempt. Federated users of identity providers (SAML, OpenID Connect) are not affected.',
    name: 'OnlyMyOrganizationAssumesRoles',
    parameters: [ORGANIZATION, OTHER_ACCOUNTS],
    statements: (values) => [
      {
        Sid: 'OnlyMyOrganization',
        Effect: 'Deny',
        Principal: '*',
        Action: ['sts:AssumeRole'],
        Resource: '*',
        Condition: comesFromOutside(values),
      },
    ],
  },
  {
    id: 'deputy',
    type: 'rcp',
    title: 'No confused deputies',
    prevents:
      'AWS services can only access the resources on behalf of accounts of the organization, so that other accounts can’t misuse them.',
    exempts:
      'Calls of a service that are not for a resource of an account (without aws:SourceArn) and the listed accounts are exempt.',
    name: 'NoConfusedDeputies',
    parameters: [ORGANIZATION, OTHER_ACCOUNTS],
    statements: (values) => [
      {
        Sid: 'EnforceConfusedDeputyProtection',
        Effect: 'Deny',
        Principal: '*',
        // AWS: "Cross-service confused deputy protection" in the examples of RCPs. A call without aws:SourceArn is not made for
        // anyone's resource.
        Action: ['s3:*', 'sqs:*', 'kms:*', 'secretsmanager:*', 'sts:*'],
        Resource: '*',
        Condition: {
          StringNotEqualsIfExists: {
            'aws:SourceOrgID': valuesOf(values, ORGANIZATION),
            ...otherAccounts('aws:SourceAccount', valuesOf(values, OTHER_ACCOUNTS)),
          },
          Bool: { 'aws:PrincipalIsAWSService': 'true' },
          Null: { 'aws:SourceArn': 'false' },
        },
      },
    ],
  },
  {
    id: 'tls',
    type: 'rcp',
    title: 'Only encrypted connections',
    prevents: 'Denies requests without TLS, and requests to S3 with an old TLS version.',
    exempts: 'Calls that AWS services make on your behalf are not affected, because they have their own TLS connections.',
    name: 'OnlyEncryptedConnections',
    parameters: [TLS],
    statements: (values): GuardrailStatement[] => {
      const [version] = valuesOf(values, TLS);
      return [
        {
          Sid: 'OnlyTls',
          Effect: 'Deny',
          Principal: '*',
          Action: ['s3:*', 'sts:*', 'kms:*', 'sqs:*', 'secretsmanager:*'],
          Resource: '*',
          Condition: { BoolIfExists: { 'aws:SecureTransport': 'false', 'aws:PrincipalIsAWSService': 'false' } },
        },
        ...(version === undefined
          ? []
          : [
              {
                Sid: 'NoOldTls',
                Effect: 'Deny',
                Principal: '*',
                Action: ['s3:*'],
                Resource: '*',
                Condition: { NumericLessThan: { 's3:TlsVersion': version }, BoolIfExists: SERVICE_NOT },
              } as const,
            ]),
      ];
    },
  },
  {
    id: 's3-kms',
    type: 'rcp',
    title: 'Encrypt objects with KMS',
    prevents: 'Denies writing objects to S3 with an encryption other than KMS.',
    exempts:
      'Existing objects don’t change. Objects without an encryption setting use the default of the bucket, so set that to KMS too. Copies made by S3 itself are exempt.',
    name: 'EncryptWithKms',
    parameters: [],
    statements: (): GuardrailStatement[] => [
      {
        Sid: 'OnlyKms',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:PutObject'],
        Resource: '*',
        Condition: {
          StringNotLike: { 's3:x-amz-server-side-encryption': 'aws:kms*' },
          Null: { 's3:x-amz-server-side-encryption': 'false' },
          BoolIfExists: SERVICE_NOT,
        },
      },
      {
        Sid: 'NoKeysOfCustomers',
        Effect: 'Deny',
        Principal: '*',
        Action: ['s3:PutObject'],
        Resource: '*',
        Condition: { Null: { 's3:x-amz-server-side-encryption-customer-algorithm': 'false' } },
      },
    ],
  },
];

function otherAccounts(key: string, accounts: readonly string[]): Record<string, readonly string[]> {
  return accounts.length === 0 ? {} : { [key]: accounts };
}

/** Returns conditions that match callers outside the organization and the named accounts, except AWS services. */
function comesFromOutside(values: GuardrailValues): Conditions {
  return {
    StringNotEqualsIfExists: {
      'aws:PrincipalOrgID': valuesOf(values, ORGANIZATION),
      ...otherAccounts('aws:PrincipalAccount', valuesOf(values, OTHER_ACCOUNTS)),
    },
    BoolIfExists: SERVICE_NOT,
  };
}
