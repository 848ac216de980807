import { Agent } from 'node:http';
import { AccessAnalyzerClient } from '@aws-sdk/client-accessanalyzer';
import { BudgetsClient } from '@aws-sdk/client-budgets';
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EC2Client } from '@aws-sdk/client-ec2';
import { IAMClient } from '@aws-sdk/client-iam';
import { IdentitystoreClient } from '@aws-sdk/client-identitystore';
import { KMSClient } from '@aws-sdk/client-kms';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSOClient } from '@aws-sdk/client-sso';
import { SSOAdminClient } from '@aws-sdk/client-sso-admin';
import { SSOOIDCClient } from '@aws-sdk/client-sso-oidc';
import { STSClient } from '@aws-sdk/client-sts';
import { openAuthorizationApi } from '../../access';
import { newAccessKeyId, newSecretAccessKey } from '../../core/ids';
import { ACCESS_KEY_SECRET } from '../../core/secrets/credentials';
import { encrypt } from '../../core/secrets/secrets';
import { type Actor, createTestWorld, type TestWorld } from '../../core/test-world';
import { transaction } from '../../db/transaction';
import { installationCalls } from '../../installation';
import { type AwsApiOptions, startAwsApi } from '../server/start-aws-api';

export type Keys = { accessKeyId: string; secretAccessKey: string; sessionToken?: string };

/** A test world with a listening wire API and the real SDK clients. */
export type TestApi = TestWorld & {
  url: string;
  port: number;
  /** Creates an access key for an account's root user or one of its users. */
  keys(owner: { accountId: string }, userId?: string): Promise<Keys>;
  /** Creates an account and an access key of its root user. */
  rootKeys(): Promise<Keys & { actor: Actor }>;
  clients(
    keys: Keys,
    region?: string,
  ): {
    iam: IAMClient;
    sts: STSClient;
    organizations: OrganizationsClient;
    ce: CostExplorerClient;
    cloudtrail: CloudTrailClient;
    'access-analyzer': AccessAnalyzerClient;
    ec2: EC2Client;
    budgets: BudgetsClient;
    kms: KMSClient;
    tag: ResourceGroupsTaggingAPIClient;
    dynamodb: DynamoDBClient;
    lambda: LambdaClient;
    s3: S3Client;
    s3control: S3ControlClient;
    secretsmanager: SecretsManagerClient;
    sns: SNSClient;
    sqs: SQSClient;
    sso: SSOAdminClient;
    identitystore: IdentitystoreClient;
    awsssoportal: SSOClient;
    'sso-oauth': SSOOIDCClient;
  };
};

/** A token enables the calls of /_gatehouse. */
type TestApiOptions = Partial<AwsApiOptions> & { resetToken?: string; authorizeToken?: string };

/** The agent for S3 Control's client. It resolves all account-specific hosts to this machine. */
const httpAgent = new Agent({
  lookup: (_host, { all }, found) => (all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)),
});

/** Creates a test API. The SDK signs with the real clock, so the listener uses it too. */
export async function createTestApi({ resetToken, authorizeToken, ...options }: TestApiOptions = {}): Promise<TestApi> {
  const world = await createTestWorld();
  const reset = resetToken !== undefined && installationCalls(world.database, resetToken);
  const api = await startAwsApi({
    database: world.database,
    host: '127.0.0.1',
    port: 0,
    consoleUrl: 'http://localhost:3000',
    ...(reset && { reset }),
    ...(authorizeToken !== undefined && { authorizationApi: openAuthorizationApi(world.database, authorizeToken) }),
    ...options,
  });
  const url = `http://127.0.0.1:${api.port}`;
  const keys: TestApi['keys'] = async ({ accountId }, userId) => {
    const pair = { accessKeyId: newAccessKeyId('AKIA'), secretAccessKey: newSecretAccessKey() };
    const secretCipher = encrypt(ACCESS_KEY_SECRET, pair.secretAccessKey);
    await transaction(world.database, (tx) =>
      tx.accessKey.create({
        data: { id: pair.accessKeyId, accountId, userId: userId ?? null, secretCipher, status: 'Active', createdAt: new Date() },
      }),
    );
    return pair;
  };
  return {
    ...world,
    url,
    port: api.port,
    keys,
    rootKeys: async () => {
      const actor = await world.account();
      return { ...(await keys(actor)), actor };
    },
    clients: (credentials, region = 'us-east-1') => {
      const config = { endpoint: url, region, credentials, maxAttempts: 1 };
      return {
        iam: new IAMClient(config),
        sts: new STSClient(config),
        organizations: new OrganizationsClient(config),
        ce: new CostExplorerClient(config),
        cloudtrail: new CloudTrailClient(config),
        'access-analyzer': new AccessAnalyzerClient(config),
        ec2: new EC2Client(config),
        budgets: new BudgetsClient(config),
        kms: new KMSClient(config),
        tag: new ResourceGroupsTaggingAPIClient(config),
        dynamodb: new DynamoDBClient(config),
        lambda: new LambdaClient(config),
        s3: new S3Client({ ...config, forcePathStyle: true }),
        s3control: new S3ControlClient({ ...config, endpoint: `http://localhost:${api.port}`, requestHandler: { httpAgent } }),
        secretsmanager: new SecretsManagerClient(config),
        sns: new SNSClient(config),
        sqs: new SQSClient(config),
        sso: new SSOAdminClient(config),
        identitystore: new IdentitystoreClient(config),
        awsssoportal: new SSOClient(config),
        'sso-oauth': new SSOOIDCClient(config),
      };
    },
    close: async () => {
      await api.close();
      await world.close();
    },
  };
}
