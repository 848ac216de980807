import type { CliService } from './model';

/** The services of Gatehouse by the command that calls them. `npm run cli-model` writes the models. */
export const SERVICE_COMMANDS = {
  iam: 'iam',
  organizations: 'organizations',
  sts: 'sts',
  'sso-admin': 'sso',
  identitystore: 'identitystore',
  'sso-oidc': 'sso-oauth',
  sso: 'awsssoportal',
  ce: 'ce',
  budgets: 'budgets',
  cloudtrail: 'cloudtrail',
  accessanalyzer: 'access-analyzer',
  s3api: 's3',
  s3control: 's3control',
  ec2: 'ec2',
  kms: 'kms',
  sqs: 'sqs',
  sns: 'sns',
  secretsmanager: 'secretsmanager',
  lambda: 'lambda',
  dynamodb: 'dynamodb',
  resourcegroupstaggingapi: 'tag',
} as const;

export type ServiceCommand = keyof typeof SERVICE_COMMANDS;

// Each has its own import, so that a bundler makes a file of each.
const LOADERS: Readonly<Record<ServiceCommand, () => Promise<{ default: unknown }>>> = {
  iam: () => import('./services/iam.json'),
  organizations: () => import('./services/organizations.json'),
  sts: () => import('./services/sts.json'),
  'sso-admin': () => import('./services/sso-admin.json'),
  identitystore: () => import('./services/identitystore.json'),
  'sso-oidc': () => import('./services/sso-oidc.json'),
  sso: () => import('./services/sso.json'),
  ce: () => import('./services/ce.json'),
  budgets: () => import('./services/budgets.json'),
  cloudtrail: () => import('./services/cloudtrail.json'),
  accessanalyzer: () => import('./services/accessanalyzer.json'),
  s3api: () => import('./services/s3api.json'),
  s3control: () => import('./services/s3control.json'),
  ec2: () => import('./services/ec2.json'),
  kms: () => import('./services/kms.json'),
  sqs: () => import('./services/sqs.json'),
  sns: () => import('./services/sns.json'),
  secretsmanager: () => import('./services/secretsmanager.json'),
  lambda: () => import('./services/lambda.json'),
  dynamodb: () => import('./services/dynamodb.json'),
  resourcegroupstaggingapi: () => import('./services/resourcegroupstaggingapi.json'),
};

export const isServiceCommand = (word: string): word is ServiceCommand => Object.hasOwn(SERVICE_COMMANDS, word);

/** Loads the model of a command, once. */
export async function loadService(command: ServiceCommand): Promise<CliService> {
  const { default: model } = await LOADERS[command]();
  return model as CliService;
}
