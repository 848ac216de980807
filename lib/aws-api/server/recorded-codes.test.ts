import { afterAll, beforeAll, expect, it } from 'vitest';
import { allow, userWith } from '../../sts/test-actors';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { queryCall, type RequestParts, signRequest, toHttpText } from '../testing/signer';
import { sendRaw } from '../testing/socket';

let api: TestApi;
let keys: Keys;
let accountId: string;
beforeAll(async () => {
  api = await createTestApi();
  const account = await api.account();
  accountId = account.accountId;
  const user = await userWith(api, account, 'nobody', allow('dynamodb:DescribeTable'));
  keys = await api.keys(account, user.caller.principal.type === 'User' ? user.caller.principal.userId : undefined);
});
afterAll(() => api.close());

const json = (target: string, body: object, version = '1.0'): RequestParts => ({
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: JSON.stringify(body),
});

it.each<[string, RequestParts, string]>([
  ['ec2', queryCall('DescribeInstances', {}, '2016-11-15'), 'UnauthorizedOperation'],
  ['sns', queryCall('ListTopics', {}, '2010-03-31'), 'AuthorizationError'],
  ['iam', queryCall('ListUsers'), 'AccessDenied'],
  ['dynamodb', json('DynamoDB_20120810.ListTables', {}), 'AccessDeniedException'],
  ['dynamodb', json('DynamoDB_20120810.DescribeTable', { TableName: '!' }), 'ValidationException'],
  ['kms', json('TrentService.ListKeys', {}, '1.1'), 'AccessDeniedException'],
  ['lambda', { method: 'GET', path: '/2015-03-31/functions', headers: {} }, 'AccessDeniedException'],
  ['s3', { method: 'GET', headers: { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } }, 'AccessDenied'],
])('the event of a failed call to %s has the error code that the client receives', async (service, parts, code) => {
  const answer = await sendRaw(api.port, toHttpText(await signRequest(keys, parts, { service })));
  expect(answer.body + (answer.headers.get('x-amzn-errortype') ?? '')).toMatch(new RegExp(`\\b${code}\\b`));
  const [event] = await api.database.reader.event.findMany({ where: { accountId }, orderBy: { id: 'desc' }, take: 1 });
  expect(event?.errorCode).toBe(code);
});
