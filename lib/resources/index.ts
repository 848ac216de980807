import type { AnyOperation } from '../core/operation';
import * as item from './dynamodb/item-operations';
import * as table from './dynamodb/operations';
import * as tablePolicy from './dynamodb/policy-operations';
import * as tableQuery from './dynamodb/query-operations';
import * as tableTags from './dynamodb/tag-operations';
import * as describe from './ec2/describe-operations';
import * as instance from './ec2/instance-operations';
import * as profile from './ec2/profile-operations';
import * as run from './ec2/run-operations';
import * as status from './ec2/status-operations';
import * as instanceTags from './ec2/tag-operations';
import * as alias from './kms/alias-operations';
import * as cryptography from './kms/cryptography-operations';
import * as key from './kms/operations';
import * as keyPolicy from './kms/policy-operations';
import * as keyTags from './kms/tag-operations';
import * as invocation from './lambda/invoke-operations';
import * as lambda from './lambda/operations';
import * as functionPolicy from './lambda/policy-operations';
import * as functionTags from './lambda/tag-operations';
import * as accountBlock from './s3/account-block-operations';
import * as bucket from './s3/bucket-operations';
import * as bucketTags from './s3/bucket-tag-operations';
import * as controlTags from './s3/control-tag-operations';
import * as copy from './s3/copy-operations';
import * as listing from './s3/list-operations';
import * as object from './s3/object-operations';
import * as objectTags from './s3/object-tag-operations';
import * as bucketPolicy from './s3/policy-operations';
import * as secretList from './secretsmanager/list-operations';
import * as secret from './secretsmanager/operations';
import * as secretPolicy from './secretsmanager/policy-operations';
import * as secretTags from './secretsmanager/tag-operations';
import * as secretValue from './secretsmanager/value-operations';
import * as topic from './sns/operations';
import * as topicPermission from './sns/permission-operations';
import * as publishing from './sns/publish-operations';
import * as topicTags from './sns/tag-operations';
import * as message from './sqs/message-operations';
import * as queue from './sqs/operations';
import * as queueTags from './sqs/tag-operations';

type Registry = Readonly<Record<string, AnyOperation>>;

/** The operations of Amazon DynamoDB, by name. */
export const dynamoDbOperations = { ...table, ...tablePolicy, ...tableTags, ...item, ...tableQuery } satisfies Registry;

/** The operations of Amazon Elastic Compute Cloud, by name. */
export const ec2Operations = { ...run, ...describe, ...status, ...instance, ...profile, ...instanceTags } satisfies Registry;

/** The operations of AWS Key Management Service, by name. */
export const kmsOperations = { ...key, ...keyPolicy, ...keyTags, ...alias, ...cryptography } satisfies Registry;

/** The operations of AWS Lambda, by name. */
export const lambdaOperations = { ...lambda, ...functionPolicy, ...functionTags, ...invocation } satisfies Registry;

/** The operations of Amazon Simple Storage Service, by name. */
export const s3Operations = {
  ...bucket,
  ...bucketTags,
  ...bucketPolicy,
  ...listing,
  ...object,
  ...objectTags,
  ...copy,
} satisfies Registry;

/** The operations of Amazon S3 Control, by the names that its clients have for them. */
export const s3ControlOperations = {
  GetPublicAccessBlock: accountBlock.GetAccountPublicAccessBlock,
  PutPublicAccessBlock: accountBlock.PutAccountPublicAccessBlock,
  DeletePublicAccessBlock: accountBlock.DeleteAccountPublicAccessBlock,
  ...controlTags,
} satisfies Registry;

/** The operations of AWS Secrets Manager, by name. */
export const secretsManagerOperations = {
  CreateSecret: secret.CreateSecret,
  UpdateSecret: secret.UpdateSecret,
  DescribeSecret: secret.DescribeSecret,
  DeleteSecret: secret.DeleteSecret,
  RestoreSecret: secret.RestoreSecret,
  ...secretList,
  ...secretValue,
  ...secretPolicy,
  ...secretTags,
} satisfies Registry;

/** The operations of Amazon Simple Notification Service, by name. */
export const snsOperations = { ...topic, ...topicPermission, ...topicTags, ...publishing } satisfies Registry;

/** The operations of Amazon Simple Queue Service, by name. */
export const sqsOperations = { ...queue, ...queueTags, ...message } satisfies Registry;

/** All of them: of these services there is only as much as shows who may use their resources. */
export const resourceOperations: readonly AnyOperation[] = [
  dynamoDbOperations,
  ec2Operations,
  kmsOperations,
  lambdaOperations,
  s3ControlOperations,
  s3Operations,
  secretsManagerOperations,
  snsOperations,
  sqsOperations,
].flatMap((registry: Registry) => Object.values(registry));
