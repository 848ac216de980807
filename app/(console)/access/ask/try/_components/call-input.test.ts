import { expect, it } from 'vitest';
import { VAULT } from '@/lib/resources/testing/toy-resource';
import { inputOf, problemOf, readableOutput, textsAbout } from './call-input';

it('builds the input of a call from the entered texts and omits blank members', () => {
  const members = [
    { Name: 'UserName', Kind: 'text' },
    { Name: 'MaxItems', Kind: 'number' },
    { Name: 'OnlyAttached', Kind: 'boolean' },
    { Name: 'Tags', Kind: 'json' },
    { Name: 'Path', Kind: 'text' },
  ] as const;
  const texts = { UserName: 'ana', MaxItems: '5', OnlyAttached: 'false', Tags: '[{"Key":"a","Value":"b"}]', Path: ' ' };
  expect(inputOf(members, texts)).toEqual({
    UserName: 'ana',
    MaxItems: 5,
    OnlyAttached: false,
    Tags: [{ Key: 'a', Value: 'b' }],
  });
});

it('reports an invalid or missing value of a member before the call', () => {
  expect(problemOf({ Kind: 'text', Required: true }, '')).toBe('Enter a value.');
  expect(problemOf({ Kind: 'text', Required: false }, '')).toBeUndefined();
  expect(problemOf({ Kind: 'number', Required: false }, 'many')).toBe('Enter a number.');
  expect(problemOf({ Kind: 'json', Required: false }, '{')).toBe('Enter valid JSON.');
});

it('formats the output of a call as JSON, or as an empty text without output', () => {
  expect(readableOutput({ Plaintext: 'aGVsbG8=' })).toBe('{\n  "Plaintext": "aGVsbG8="\n}');
  expect(readableOutput(undefined)).toBe('');
});

it.each([
  ['arn:aws:ec2:us-east-1:111122223333:instance/i-0a', 'ec2', { InstanceIds: '["i-0a"]' }],
  ['arn:aws:s3:::reports/2026/a.csv', 's3', { Bucket: 'reports', Key: '2026/a.csv' }],
  ['arn:aws:s3:::reports', 's3', { Bucket: 'reports' }],
  ['arn:aws:iam::111122223333:role/team/Deploy', 'iam', { RoleName: 'Deploy' }],
  ['arn:aws:iam::111122223333:role/team/Deploy', 'sts', { RoleArn: 'arn:aws:iam::111122223333:role/team/Deploy' }],
  ['arn:aws:sqs:us-east-1:111122223333:jobs', 'sqs', { QueueUrl: 'https://sqs.us-east-1.amazonaws.com/111122223333/jobs' }],
  ['arn:aws:s3:::reports', 'ec2', {}],
  ['arn:aws:s3:::*', 's3', {}],
  ['reports', 's3', {}],
])('fills in values from the ARN %s for a call to %s', (arn, service, texts) => {
  const names = ['Bucket', 'Key', 'InstanceIds', 'RoleName', 'RoleArn', 'UserName', 'PolicyArn', 'QueueUrl', 'constructor'];
  expect(
    textsAbout(
      arn,
      service,
      names.map((Name) => ({ Name })),
    ),
  ).toEqual(texts);
});

// No list in the console names the toy service. Its own facts name the members that identify its resources.
it('fills in the members that the facts of a kind name', () => {
  const arn = 'arn:aws:backup:us-east-1:111122223333:backup-vault:orders';
  const members = [{ Name: 'BackupVaultName' }, { Name: 'Policy' }];
  expect(textsAbout(arn, 'backup', members, [VAULT])).toEqual({ BackupVaultName: 'orders' });
  expect(textsAbout(arn, 'backup', members)).toEqual({});
});
