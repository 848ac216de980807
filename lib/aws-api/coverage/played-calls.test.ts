import { describe, expect, it } from 'vitest';
import { services } from '../server/services';
import { callsOfAction, membersOf } from './played-calls';

const namesOf = (action: string) => callsOfAction(action).map(({ service, name }) => `${service}:${name}`);

describe('the calls of an action', () => {
  it('have the action’s name, or the names that AWS maps to the action', () => {
    expect(namesOf('iam:CreateUser')).toEqual(['iam:CreateUser']);
    expect(namesOf('S3:listbucket')).toEqual(expect.arrayContaining(['s3:ListObjectsV2', 's3:HeadBucket']));
    expect(namesOf('s3:ListAllMyBuckets')).toEqual(['s3:ListBuckets']);
    expect(namesOf('lambda:InvokeFunction').length).toBeLessThanOrEqual(1);
    expect(namesOf('glue:GetTable')).toEqual([]);
    // This call is not signed.
    expect(namesOf('sts:AssumeRoleWithSAML')).toEqual([]);
  });
});

describe('the members of a call', () => {
  it('have a data type, with required members first', () => {
    const membersOfCall = (action: string) => membersOf(callsOfAction(action)[0]?.operation ?? (undefined as never));
    expect(membersOfCall('iam:CreateUser')).toEqual([
      { Name: 'UserName', Kind: 'text', Required: true },
      { Name: 'Path', Kind: 'text', Required: false },
      { Name: 'PermissionsBoundary', Kind: 'text', Required: false },
      { Name: 'Tags', Kind: 'json', Required: false },
    ]);
    const body = membersOfCall('s3:PutObject').find(({ Name }) => Name === 'Body');
    expect(body).toMatchObject({ Kind: 'bytes' });
  });

  it('are available for every operation', () => {
    for (const { operations } of services()) {
      for (const [name, operation] of Object.entries(operations))
        expect([name, membersOf(operation)]).toEqual([name, expect.any(Array)]);
    }
  });
});
