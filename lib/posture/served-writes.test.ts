import { expect, it } from 'vitest';
import { actionIndex } from '../access/model/action-index';
import { isSeen, isServedWrite, servedActions, servedWrites } from './served-writes';

it('servedWrites includes write actions that implemented operations use, and no others', async () => {
  const actions = new Set(servedWrites(await actionIndex()).map(({ action }) => action));
  const used = ['iam:CreateUser', 's3:PutObject', 's3:PutBucketPublicAccessBlock', 'lambda:InvokeFunction', 'ec2:RunInstances'];
  expect(used.filter((action) => !actions.has(action))).toEqual([]);
  // Other calls check these actions, their operations are not available, or their calls change nothing.
  const others = ['iam:PassRole', 's3:PutObjectAcl', 'ec2:CreateVpc', 'kms:CreateGrant', 'kms:Encrypt', 'rds:CreateDBInstance'];
  expect(others.filter((action) => actions.has(action))).toEqual([]);
});

it('servedActions has the IAM action of an operation when their names differ', () => {
  expect(servedActions().get('lambda')).toContain('lambda:InvokeFunction');
  expect(servedActions().get('s3')).not.toContain('s3:CopyObject');
  expect(isServedWrite('lambda:InvokeFunction') && !isServedWrite('iam:GetUser')).toBe(true);
});

it('isSeen is true for all of a fully implemented service and for named actions of other services', () => {
  expect(['iam:*', 'STS:Assume*', 's3:GetObject', 'SQS:sendmessage'].map(isSeen)).toEqual([true, true, true, true]);
  expect(['*', 's3:*', 's3:PutObjectAcl', 'rds:*'].map(isSeen)).toEqual([false, false, false, false]);
});
