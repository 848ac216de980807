import { serviceOfArn } from '../../arn/parse-arn';
/** The levels of access to a resource: reading its contents, changing or using it, and deciding who else may. */
export type ReachLevel = 'read' | 'write' | 'permissions';

export const REACH_LEVELS: readonly ReachLevel[] = ['read', 'write', 'permissions'];

/**
 * The actions by service that show whether a principal reads, writes or gives away a resource, the most common first. The catalog's access
 * levels have many more, most of which (a bucket's Region, a queue's tags) are not meant by reading. The `permissions` actions write the
 * resource policy.
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

/** Tests whether a resource can have a policy and be evaluated with these actions. A key's alias has no policy. */
export function hasPolicyOfItsOwn(arn: string): boolean {
  return REACH_QUESTIONS[serviceOfArn(arn)] !== undefined && !arn.includes(':alias/');
}

/** Returns the resource of a question: all objects of a bucket for actions on objects. */
export function askedText(arn: string, action: string): string {
  return /^s3:(?:Get|Put|Delete)Object$/.test(action) ? `${arn}/*` : arn;
}
