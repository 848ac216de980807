import { expect, it } from 'vitest';
import { actionIndex } from '../access/model/action-index';
import { isSeen, isServedWrite, servedActions, servedWrites } from './served-writes';

it('counts actions as seen that a call here uses, and no others of the same services', async () => {
  const actions = new Set(servedWrites(await actionIndex()).map(({ action }) => action));
  const used = ['iam:CreateUser', 's3:PutObject', 's3:PutBucketPublicAccessBlock', 'lambda:InvokeFunction', 'ec2:RunInstances'];
  expect(used.filter((action) => !actions.has(action))).toEqual([]);
  // They come with other calls, are of operations that are not here, or are used by calls that change nothing.
  const others = ['iam:PassRole', 's3:PutObjectAcl', 'ec2:CreateVpc', 'kms:CreateGrant', 'kms:Encrypt', 'rds:CreateDBInstance'];
  expect(others.filter((action) => actions.has(action))).toEqual([]);
});

it('knows the actions that calls use under another name than their own', () => {
  expect(servedActions().get('lambda')).toContain('lambda:InvokeFunction');
  expect(servedActions().get('s3')).not.toContain('s3:CopyObject');
  expect(isServedWrite('lambda:InvokeFunction') && !isServedWrite('iam:GetUser')).toBe(true);
});

it('sees all that a policy allows of services that are here as a whole, and of others what it names', () => {
  expect(['iam:*', 'STS:Assume*', 's3:GetObject', 'SQS:sendmessage'].map(isSeen)).toEqual([true, true, true, true]);
  expect(['*', 's3:*', 's3:PutObjectAcl', 'rds:*'].map(isSeen)).toEqual([false, false, false, false]);
});
