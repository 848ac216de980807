/** The ends of the variable names with each service's endpoint: AWS_ENDPOINT_URL_IAM. */
export const ENDPOINT_VARIABLES = [
  'IAM',
  'STS',
  'ORGANIZATIONS',
  'S3',
  'S3_CONTROL',
  'EC2',
  'KMS',
  'SQS',
  'SNS',
  'SECRETS_MANAGER',
  'LAMBDA',
  'DYNAMODB',
  'SSO_ADMIN',
  'IDENTITYSTORE',
  'SSO_OIDC',
  'SSO',
  'COST_EXPLORER',
  'BUDGETS',
  'CLOUDTRAIL',
  'RESOURCE_GROUPS_TAGGING_API',
  'ACCESSANALYZER',
];

/**
 * Returns the shell commands that point the AWS CLI and the SDKs at this server. Each emulated service gets its own endpoint variable, so
 * calls to other services don't come here.
 *
 * @param {string} api the address of the wire API, `http://localhost:4566`
 */
export function endpointLines(api) {
  return [
    `for service in ${ENDPOINT_VARIABLES.join(' ')}; do`,
    `  export AWS_ENDPOINT_URL_$service=${api}`,
    'done',
    // Clients put the bucket before a name, and most machines cannot look up bucket.localhost; before an address nothing can be put.
    `export AWS_ENDPOINT_URL_S3=${api.replace('//localhost:', '//127.0.0.1:')}`,
    // The SDK for JavaScript and some others read one, the AWS CLI and boto3 the other.
    'export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1',
  ];
}
