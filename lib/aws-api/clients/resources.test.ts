import { CreateKeyCommand, EncryptCommand, ListKeysCommand, SignCommand } from '@aws-sdk/client-kms';
import { CreateSecretCommand, GetSecretValueCommand, PutResourcePolicyCommand } from '@aws-sdk/client-secrets-manager';
import { CreateQueueCommand, GetQueueUrlCommand, ReceiveMessageCommand, SendMessageCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { userWith } from '../../sts/test-actors';
import { createTestApi, type TestApi } from '../testing/api';
import { type RequestParts, signRequest, toHttpText } from '../testing/signer';
import { sendRaw } from '../testing/socket';

let api: TestApi;
let keys: Awaited<ReturnType<TestApi['rootKeys']>>;
beforeAll(async () => {
  api = await createTestApi();
  keys = await api.rootKeys();
});
afterAll(() => api.close());

const call = (target: string, body: object, version: '1.0' | '1.1'): RequestParts => ({
  headers: { 'content-type': `application/x-amz-json-${version}`, 'x-amz-target': target },
  body: JSON.stringify(body),
});
const form = (action: string): RequestParts => ({
  headers: { 'content-type': 'application/x-www-form-urlencoded' },
  body: `Action=${action}&Version=2010-03-31`,
});
const send = async (parts: RequestParts, service: string, by = keys) =>
  sendRaw(api.port, toHttpText(await signRequest(by, parts, { service })));

const missing = (name: string, title: string) =>
  `${name} is not available in Gatehouse. It keeps resources only to show who may use them. Every operation of ${title} that is: http://localhost:3000/settings/api-coverage`;

describe('KMS, SQS, Secrets Manager and SNS', () => {
  it('keep resources in the Region that the request is signed for', async () => {
    const [here, there] = [api.clients(keys, 'eu-west-1'), api.clients(keys, 'ap-south-1')];
    const { KeyMetadata } = await here.kms.send(new CreateKeyCommand({}));
    expect(KeyMetadata?.Arn).toContain(':kms:eu-west-1:');
    expect((await there.kms.send(new ListKeysCommand({}))).Keys).toEqual([]);
    expect((await here.kms.send(new ListKeysCommand({}))).Keys).toHaveLength(1);
    const { QueueUrl } = await here.sqs.send(new CreateQueueCommand({ QueueName: 'orders' }));
    expect(QueueUrl).toBe(`${api.url}/${keys.actor.accountId}/orders`);
    await expect(there.sqs.send(new GetQueueUrlCommand({ QueueName: 'orders' }))).rejects.toThrow('does not exist');
    await here.sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: 'grüße' }));
    const { Messages } = await here.sqs.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(Messages?.map(({ Body }) => Body)).toEqual(['grüße']);
  });

  it('deny access in each service’s format, with SQS’s query error code in a header', async () => {
    const nobody = await userWith(api, keys.actor, 'nobody');
    const userId = nobody.caller.principal.type === 'User' ? nobody.caller.principal.userId : '';
    const theirs = { ...(await api.keys(keys.actor, userId)), actor: nobody };
    const kms = await send(call('TrentService.ListKeys', {}, '1.1'), 'kms', theirs);
    expect([kms.status, kms.headers.get('content-type')]).toEqual([400, 'application/x-amz-json-1.1']);
    expect(JSON.parse(kms.body)).toMatchObject({
      __type: 'AccessDeniedException',
      message: expect.stringContaining('kms:ListKeys'),
    });
    expect(kms.headers.has('x-amzn-query-error')).toBe(false);
    const sqs = await send(call('AmazonSQS.ListQueues', {}, '1.0'), 'sqs', theirs);
    expect([sqs.status, sqs.headers.get('content-type')]).toEqual([403, 'application/x-amz-json-1.0']);
    expect(JSON.parse(sqs.body)).toMatchObject({ __type: 'com.amazon.coral.service#AccessDeniedException' });
    expect(sqs.headers.get('x-amzn-query-error')).toBe('AccessDenied;Sender');
    const none = await send(call('AmazonSQS.GetQueueUrl', { QueueName: 'none' }, '1.0'), 'sqs');
    expect(JSON.parse(none.body)).toMatchObject({ __type: 'com.amazonaws.sqs#QueueDoesNotExist' });
    expect(none.headers.get('x-amzn-query-error')).toBe('AWS.SimpleQueueService.NonExistentQueue;Sender');
    const sns = await send(form('ListTopics'), 'sns', theirs);
    expect([sns.status, sns.body]).toEqual([403, expect.stringContaining('<Code>AuthorizationError</Code>')]);
    expect(sns.body).toMatch(
      /is not authorized to perform: SNS:ListTopics on resource: arn:aws:sns:\S+:\* because no identity-based policy allows the SNS:/,
    );
  });

  it('let another account use a secret by its ARN, with denials in the words of Secrets Manager', async () => {
    const [owner, guest] = [api.clients(keys).secretsmanager, await api.rootKeys()];
    const { ARN } = await owner.send(new CreateSecretCommand({ Name: 'prod/db', SecretString: 'grüße' }));
    const reading = new GetSecretValueCommand({ SecretId: ARN });
    await expect(api.clients(guest).secretsmanager.send(reading)).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(`is not authorized to perform: secretsmanager:GetSecretValue on resource: ${ARN}`),
      $metadata: { httpStatusCode: 400 },
    });
    const statement = {
      Effect: 'Allow',
      Principal: { AWS: guest.actor.accountId },
      Action: 'secretsmanager:GetSecretValue',
      Resource: '*',
    };
    const ResourcePolicy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await owner.send(new PutResourcePolicyCommand({ SecretId: 'prod/db', ResourcePolicy }));
    expect((await api.clients(guest).secretsmanager.send(reading)).SecretString).toBe('grüße');
    const rotating = await send(call('secretsmanager.RotateSecret', {}, '1.1'), 'secretsmanager');
    expect(JSON.parse(rotating.body)).toMatchObject({
      __type: 'NotImplemented',
      message: missing('RotateSecret', 'Secrets Manager'),
    });
  });

  it('return NotImplemented to known callers, and an authentication error to others', async () => {
    const signing = new SignCommand({ KeyId: 'x', Message: new Uint8Array([1]), SigningAlgorithm: 'ECDSA_SHA_256' });
    await expect(api.clients(keys).kms.send(signing)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: missing('Sign', 'KMS'),
    });
    const sqs = await send(call('AmazonSQS.PurgeQueue', {}, '1.0'), 'sqs');
    expect(JSON.parse(sqs.body)).toMatchObject({
      __type: 'com.amazon.coral.service#NotImplemented',
      message: missing('PurgeQueue', 'SQS'),
    });
    const sns = await send(form('Subscribe'), 'sns');
    expect(sns.body).toContain(`<Code>NotImplemented</Code><Message>${missing('Subscribe', 'SNS')}</Message>`);
    const wrong = { ...keys, secretAccessKey: 'wrong' };
    expect((await send(form('Subscribe'), 'sns', wrong)).body).toContain('<Code>SignatureDoesNotMatch</Code>');
    expect((await send(call('AmazonSQS.PurgeQueue', {}, '1.0'), 'sqs', wrong)).body).toContain('InvalidSignatureException');
    const unsigned = call('AmazonSQS.SendMessage', { QueueUrl: 'x', MessageBody: 'x' }, '1.0');
    const lines = Object.entries({ ...unsigned.headers, host: 'x', 'content-length': String(unsigned.body?.length) });
    const text = `POST / HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}`).join('\r\n')}\r\n\r\n${unsigned.body}`;
    expect((await sendRaw(api.port, text)).body).toContain('MissingAuthenticationTokenException');
  });

  it('accept only their own JSON protocol version', async () => {
    const wrong = await send(call('AmazonSQS.ListQueues', {}, '1.1'), 'sqs');
    expect([wrong.status, wrong.body]).toEqual([415, expect.stringContaining('is not application/x-amz-json-1.0')]);
    const { KeyMetadata } = await api.clients(keys).kms.send(new CreateKeyCommand({}));
    const large = new EncryptCommand({ KeyId: KeyMetadata?.KeyId, Plaintext: new Uint8Array(4097) });
    await expect(api.clients(keys).kms.send(large)).rejects.toMatchObject({
      name: 'ValidationException',
      message: expect.stringContaining("Value at 'plaintext' failed to satisfy constraint: Member must have length less than"),
    });
  });
});
