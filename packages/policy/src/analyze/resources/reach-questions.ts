import { serviceOfArn } from '../../arn/parse-arn';
/** What somebody may do with a resource: have what is in it, change or use it, or say who else may. */
export type ReachLevel = 'read' | 'write' | 'permissions';

export const REACH_LEVELS: readonly ReachLevel[] = ['read', 'write', 'permissions'];

/**
 * By service: the actions that tell whether somebody reads, writes, or gives away a resource, the plainest first. An access level of the
 * catalog has many more, and most of them (the Region of a bucket, the tags of a queue) are not what is meant by reading it. Those of
 * `permissions` write the policy of the resource.
 */
export const REACH_QUESTIONS: Readonly<Record<string, Readonly<Record<ReachLevel, readonly string[]>>>> = {
  dynamodb: {
    read: ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
    write: ['dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
    permissions: ['dynamodb:PutResourcePolicy'],
  },
  kms: {
    read: ['kms:Decrypt'],
    write: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Sign'],
    permissions: ['kms:PutKeyPolicy'],
  },
  lambda: {
    read: ['lambda:GetFunction'],
    write: ['lambda:UpdateFunctionCode', 'lambda:InvokeFunction'],
    permissions: ['lambda:PutResourcePolicy', 'lambda:AddPermission'],
  },
  s3: {
    read: ['s3:GetObject', 's3:ListBucket'],
    write: ['s3:PutObject', 's3:DeleteObject'],
    permissions: ['s3:PutBucketPolicy'],
  },
  secretsmanager: {
    read: ['secretsmanager:GetSecretValue'],
    write: ['secretsmanager:PutSecretValue', 'secretsmanager:UpdateSecret'],
    permissions: ['secretsmanager:PutResourcePolicy'],
  },
  sns: {
    read: ['sns:Subscribe'],
    write: ['sns:Publish'],
    permissions: ['sns:SetTopicAttributes', 'sns:AddPermission'],
  },
  sqs: {
    read: ['sqs:ReceiveMessage'],
    write: ['sqs:SendMessage', 'sqs:DeleteMessage'],
    permissions: ['sqs:SetQueueAttributes', 'sqs:AddPermission'],
  },
};

/** Whether a resource can have a policy and be asked about by these. An alias of a key has none of its own. */
export function hasPolicyOfItsOwn(arn: string): boolean {
  return REACH_QUESTIONS[serviceOfArn(arn)] !== undefined && !arn.includes(':alias/');
}

/** What a question about a resource names: for what is done with the objects of a bucket, all of them. */
export function askedText(arn: string, action: string): string {
  return /^s3:(?:Get|Put|Delete)Object$/.test(action) ? `${arn}/*` : arn;
}
