import { PutItem } from '../../lib/resources/dynamodb/item-operations';
import { CreateTable } from '../../lib/resources/dynamodb/operations';
import { imagesIn } from '../../lib/resources/ec2/resource';
import { RunInstances } from '../../lib/resources/ec2/run-operations';
import { CreateAlias } from '../../lib/resources/kms/alias-operations';
import { CreateKey } from '../../lib/resources/kms/operations';
import { CreateBucket, PutPublicAccessBlock } from '../../lib/resources/s3/bucket-operations';
import { PutObject } from '../../lib/resources/s3/object-operations';
import { PutBucketPolicy } from '../../lib/resources/s3/policy-operations';
import { CreateSecret } from '../../lib/resources/secretsmanager/operations';
import { CreateTopic } from '../../lib/resources/sns/operations';
import { SendMessage } from '../../lib/resources/sqs/message-operations';
import { CreateQueue } from '../../lib/resources/sqs/operations';
import type { Actor } from './actor';
import type { Members } from './organization';
import { policy } from './policy';

/** The demo's Region, one of the two that its guardrail allows. */
export const DEMO_REGION = 'eu-central-1';

async function bucket(actor: Actor, Bucket: string, objects: Readonly<Record<string, string>>): Promise<void> {
  await actor(CreateBucket, { Bucket, CreateBucketConfiguration: { LocationConstraint: DEMO_REGION } });
  for (const [Key, text] of Object.entries(objects))
    await actor(PutObject, { Bucket, Key, Body: new TextEncoder().encode(text), ContentType: 'text/plain' });
}

/** Creates the lab's bucket and instance, and the developer's folder. */
export async function seedDevelopmentResources(actor: Actor, { development }: Members): Promise<void> {
  await bucket(actor, `acme-dev-${development}`, {
    'welcome.txt': 'Who may list this bucket but not see instances? Sign in as user-1 and try.\n',
    'dana/notes.txt': 'Only dana writes here: the policy OwnBucket names the folder of its user.\n',
  });
  await actor(RunInstances, {
    ImageId: imagesIn(DEMO_REGION)[0]?.id,
    InstanceType: 't3.micro',
    MinCount: 1,
    MaxCount: 1,
    TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: 'Name', Value: 'lab-server' }] }],
  });
}

/** Creates a topic that can send to a queue, a secret, and an archive bucket that another account can read. */
export async function seedProductionResources(actor: Actor, { production, audit }: Members): Promise<void> {
  await actor(CreateTopic, { Name: 'order-events', Tags: [{ Key: 'team', Value: 'shop' }] });
  const { QueueUrl = '' } = await actor(CreateQueue, {
    QueueName: 'orders',
    Attributes: { Policy: policy('orders-queue', production) },
    tags: { team: 'shop' },
  });
  await actor(SendMessage, { QueueUrl, MessageBody: '{"order": 1042, "state": "paid"}' });
  await actor(CreateSecret, {
    Name: 'orders/database',
    Description: 'The database credentials of the orders function',
    SecretString: '{"username": "orders", "password": "not-a-real-one"}',
    Tags: [{ Key: 'team', Value: 'shop' }],
  });
  await bucket(actor, 'acme-orders-archive', { '2026/orders.csv': 'order,state\n1041,delivered\n1042,paid\n' });
  await actor(PutBucketPolicy, { Bucket: 'acme-orders-archive', Policy: policy('orders-archive', audit) });
}

/** Creates a KMS key whose policy names its users, and a DynamoDB table. */
export async function seedPaymentsResources(actor: Actor, { payments }: Members): Promise<void> {
  const { KeyMetadata } = await actor(CreateKey, {
    Description: 'Encrypts card numbers',
    Policy: policy('payments-key', payments),
    Tags: [{ TagKey: 'team', TagValue: 'payments' }],
  });
  await actor(CreateAlias, { AliasName: 'alias/payments', TargetKeyId: KeyMetadata.KeyId });
  await actor(CreateTable, {
    TableName: 'payments',
    AttributeDefinitions: [{ AttributeName: 'order', AttributeType: 'S' }],
    KeySchema: [{ AttributeName: 'order', KeyType: 'HASH' }],
    BillingMode: 'PAY_PER_REQUEST',
  });
  await actor(PutItem, { TableName: 'payments', Item: { order: { S: '1042' }, amount: { N: '59.90' } } });
}

/** Creates a bucket that is public: an intentional mistake, or a website. */
export async function seedSandboxResources(actor: Actor): Promise<void> {
  const Bucket = 'acme-sandbox-website';
  await bucket(actor, Bucket, { 'index.html': '<h1>Hello from the sandbox</h1>\n' });
  const off = { BlockPublicAcls: false, IgnorePublicAcls: false, BlockPublicPolicy: false, RestrictPublicBuckets: false };
  await actor(PutPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: off });
  await actor(PutBucketPolicy, { Bucket, Policy: policy('website') });
}
