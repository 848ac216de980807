import { accessAnalyzerContracts } from '../../access-analyzer/test-contracts';
import { oauthContracts, portalContracts } from '../../access-portal/test-contracts';
import { budgetsContracts, costExplorerContracts } from '../../billing/test-contracts';
import type { NamedContract } from '../../core/testing/load-contracts';
import { cloudTrailContracts } from '../../events/test-contracts';
import { iamContracts } from '../../iam/test-contracts';
import { identityCenterContracts } from '../../identity-center/test-contracts';
import { identityStoreContracts } from '../../identity-store/test-contracts';
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
import { taggingContracts } from '../../tag-compliance/test-contracts';
import { type WireService, wireService } from '../server/services';

/** Every service of the wire API with its nouns' contracts. */
export const SERVICE_CONTRACTS: readonly (readonly [WireService, readonly NamedContract[]])[] = [
  [wireService('iam'), iamContracts],
  [wireService('organizations'), organizationsContracts],
  [wireService('sts'), stsContracts],
  [wireService('sso'), identityCenterContracts],
  [wireService('identitystore'), identityStoreContracts],
  [wireService('sso-oauth'), oauthContracts],
  [wireService('awsssoportal'), portalContracts],
  [wireService('ce'), costExplorerContracts],
  [wireService('budgets'), budgetsContracts],
  [wireService('cloudtrail'), cloudTrailContracts],
  [wireService('access-analyzer'), accessAnalyzerContracts],
  [wireService('tag'), taggingContracts],
  [wireService('kms'), kmsContracts],
  [wireService('ec2'), ec2Contracts],
  [wireService('s3'), s3Contracts],
  [wireService('s3control'), s3ControlContracts],
  [wireService('secretsmanager'), secretsManagerContracts],
  [wireService('sns'), snsContracts],
  [wireService('sqs'), sqsContracts],
  [wireService('dynamodb'), dynamoDbContracts],
  [wireService('lambda'), lambdaContracts],
];
