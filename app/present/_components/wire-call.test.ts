import { describe, expect, it } from 'vitest';
import { answerOf, commandOf, withoutAddresses } from './wire-call';

const CALL = { eventID: 'event-1', eventTime: '2026-11-27T10:00:00Z', errorCode: undefined, errorMessage: undefined };
const CREATE = {
  ...CALL,
  eventSource: 'iam.amazonaws.com',
  eventName: 'PutUserPolicy',
  awsRegion: 'us-east-1',
  requestParameters: { userName: "o'hara", policyDocument: '{"Version":"2012-10-17"}', tags: [{ key: 'team', value: 'web' }] },
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
  it('is shown as an AWS CLI command', () => {
    expect(commandOf(CREATE)).toBe(
      [
        'aws iam put-user-policy',
        `--user-name 'o'\\''hara'`,
        `--policy-document '{"Version":"2012-10-17"}'`,
        `--tags '[{"Key":"team","Value":"web"}]'`,
      ].join(' \\\n  '),
    );
    expect(commandOf(RUN)).toBe(`aws ec2 run-instances \\\n  --region us-east-1 \\\n  --image-id 'ami-1' \\\n  --count 1`);
    expect(commandOf({ ...RUN, eventSource: 's3.amazonaws.com', eventName: 'ListBuckets', requestParameters: null })).toBe(
      'aws s3api list-buckets \\\n  --region us-east-1',
    );
  });

  it('has a response in the format of the AWS CLI', () => {
    expect(answerOf(RUN)).toBe(
      'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized.',
    );
    expect(JSON.parse(answerOf({ ...CREATE, responseElements: { user: { userName: 'ops' } } }))).toEqual({
      User: { UserName: 'ops' },
    });
    expect(answerOf(CREATE)).toBe('(The call succeeded with an empty response.)');
    expect(answerOf({ ...CREATE, readOnly: true })).toBe(
      '(The call succeeded. The event history does not store responses to reads.)',
    );
  });

  it('hides email addresses', () => {
    expect(withoutAddresses(`--email 'web-shop-ab1@example.com'`)).toBe(`--email '••••••••'`);
  });
});
