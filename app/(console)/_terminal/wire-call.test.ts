import { describe, expect, it } from 'vitest';
import { wireText, withoutAddresses } from './wire-call';

const commandOf = async (call: Parameters<typeof wireText>[0]) => (await wireText(call)).command;
const answerOf = async (call: Parameters<typeof wireText>[0]) => (await wireText(call)).answer;

const CALL = { eventID: 'event-1', eventTime: '2026-11-27T10:00:00Z', errorCode: undefined, errorMessage: undefined };
const CREATE = {
  ...CALL,
  eventSource: 'iam.amazonaws.com',
  eventName: 'CreateUser',
  awsRegion: 'us-east-1',
  requestParameters: { userName: "o'hara", path: '/staff/', tags: [{ key: 'team', value: 'web' }] },
  responseElements: null,
  readOnly: false,
};
const RUN = {
  ...CALL,
  eventSource: 'ec2.amazonaws.com',
  eventName: 'RunInstances',
  awsRegion: 'us-east-1',
  requestParameters: { imageId: 'ami-1', minCount: 1, maxCount: 1 },
  responseElements: null,
  readOnly: false,
  errorCode: 'UnauthorizedOperation',
  errorMessage: 'You are not authorized.',
};

describe('a call on the wire', () => {
  it('is shown as an AWS CLI command', async () => {
    expect(await commandOf(CREATE)).toBe(
      ['aws iam create-user', `--user-name 'o'\\''hara'`, '--path /staff/', `--tags '[{"Key":"team","Value":"web"}]'`].join(
        ' \\\n  ',
      ),
    );
    expect(await commandOf(RUN)).toBe(`aws ec2 run-instances \\\n  --region us-east-1 \\\n  --image-id ami-1 \\\n  --count 1`);
    expect(await commandOf({ ...RUN, eventSource: 's3.amazonaws.com', eventName: 'ListBuckets', requestParameters: null })).toBe(
      'aws s3api list-buckets \\\n  --region us-east-1',
    );
  });

  it('has a response in the format of the AWS CLI', async () => {
    expect(await answerOf(RUN)).toBe(
      'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized.',
    );
    expect(JSON.parse(await answerOf({ ...CREATE, responseElements: { user: { userName: 'ops' } } }))).toEqual({
      User: { UserName: 'ops' },
    });
    expect(await answerOf(CREATE)).toBe('(The call succeeded with an empty response.)');
    expect(await answerOf({ ...CREATE, readOnly: true })).toBe(
      '(The call succeeded. The event history does not store responses to reads.)',
    );
  });

  it('keeps the keys of maps as they are', async () => {
    const encrypt = { ...RUN, eventSource: 'kms.amazonaws.com', eventName: 'Decrypt', errorCode: undefined };
    const requestParameters = { encryptionContext: { dept: 'it', Team: 'x' }, keyId: 'alias/books' };
    expect(await commandOf({ ...encrypt, requestParameters })).toContain(`--encryption-context '{"dept":"it","Team":"x"}'`);
  });

  it('hides email addresses', () => {
    expect(withoutAddresses(`--email 'web-shop-ab1@example.com'`)).toBe(`--email '••••••••'`);
  });
});
