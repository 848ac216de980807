import { accessAnalyzerContracts } from '../../access-analyzer/test-contracts';
import { budgetsContracts, costExplorerContracts } from '../../billing/test-contracts';
import type { NamedContract } from '../../core/testing/load-contracts';
import { cloudTrailContracts } from '../../events/test-contracts';
import { iamContracts } from '../../iam/test-contracts';
import { organizationsContracts } from '../../organizations/test-contracts';
import {
  dynamoDbContracts,
  ec2Contracts,
  kmsContracts,
  lambdaContracts,
  s3Contracts,
  s3ControlContracts,
  secretsManagerContracts,
  snsContracts,
  sqsContracts,
} from '../../resources/test-contracts';
import { stsContracts } from '../../sts/test-contracts';
import {
  ACCESS_ANALYZER,
  BUDGETS,
  CLOUDTRAIL,
  COST_EXPLORER,
  DYNAMODB,
  EC2,
  IAM,
  KMS,
  LAMBDA,
  ORGANIZATIONS,
  S3,
  S3_CONTROL,
  SECRETS_MANAGER,
  SNS,
  SQS,
  STS,
  type WireService,
} from '../server/services';

/** Every service of the wire API with the contracts of its nouns. */
export const SERVICE_CONTRACTS: readonly (readonly [WireService, readonly NamedContract[]])[] = [
  [IAM, iamContracts],
  [ORGANIZATIONS, organizationsContracts],
  [STS, stsContracts],
  [COST_EXPLORER, costExplorerContracts],
  [BUDGETS, budgetsContracts],
  [CLOUDTRAIL, cloudTrailContracts],
  [ACCESS_ANALYZER, accessAnalyzerContracts],
  [KMS, kmsContracts],
  [EC2, ec2Contracts],
  [S3, s3Contracts],
  [S3_CONTROL, s3ControlContracts],
  [SECRETS_MANAGER, secretsManagerContracts],
  [SNS, snsContracts],
  [SQS, sqsContracts],
  [DYNAMODB, dynamoDbContracts],
  [LAMBDA, lambdaContracts],
];
