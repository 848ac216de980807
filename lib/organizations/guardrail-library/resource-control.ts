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
  label: 'Lowest version of TLS for S3',
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
    title: 'Only the organization reaches data',
    prevents:
      'Nobody outside the organization reaches buckets, queues, keys and secrets, whatever their policies say, anonymous callers included.',
    exempts: 'AWS services are let off, and the accounts named.',
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
    title: 'Only the organization assumes roles',
    prevents: 'Nobody from another organization assumes a role, though its trust policy names them.',
    exempts:
      'AWS services are let off, and the accounts named: vendors who come by a role. People and programs of identity providers (SAML, OpenID Connect) come another way and are not touched.',
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
      'An AWS service reaches the resources only for accounts of the organization, so that other accounts can’t misuse it.',
    exempts:
      'Calls of a service that are for no account’s resource (without aws:SourceArn) are exempt, and so are the accounts named.',
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
    prevents: 'Requests that do not come over TLS are denied, and at S3 those over a version that is too old.',
    exempts: 'AWS services that call for you are not touched: what they tell of TLS is about their own connections.',
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
    prevents: 'No object is written to S3 that asks for another encryption than one with a key of KMS.',
    exempts:
      'Existing objects stay. An object without an encryption setting is encrypted as its bucket says: set that to KMS too. Copies that S3 makes itself are exempt.',
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
