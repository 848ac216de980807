/** What the names of the variables end with that tell clients the endpoint of each service that is here: AWS_ENDPOINT_URL_IAM. */
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
  'COST_EXPLORER',
  'BUDGETS',
  'CLOUDTRAIL',
  'ACCESSANALYZER',
];
