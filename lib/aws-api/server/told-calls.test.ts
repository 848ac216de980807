import { CreateAccessKeyCommand, CreateLoginProfileCommand, CreateUserCommand, GetUserCommand } from '@aws-sdk/client-iam';
import { GetCallerIdentityCommand, GetSessionTokenCommand } from '@aws-sdk/client-sts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accessLog } from '../../core/events/access-log';
import { observeCalls } from '../../core/events/call-records';
import { type Metrics, startMetrics } from '../../core/run/metrics';
import { CreateUser } from '../../iam/user/operations';
import { CreateQueue } from '../../resources/sqs/operations';
import { createTestApi, type TestApi } from '../testing/api';

let api: TestApi;
const ends: (() => unknown)[] = [];
beforeEach(async () => {
  api = await createTestApi();
  ends.push(() => api.close());
});
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

const rejected = (promise: Promise<unknown>) => expect(promise).rejects.toThrow();

describe('the access log', () => {
  it('has a line for each call through either endpoint, without any value from the caller', async () => {
    const lines: string[] = [];
    ends.push(observeCalls(accessLog({ write: (line) => void lines.push(line) })));
    const { actor, ...root } = await api.rootKeys();
    const { iam, sts } = api.clients(root);
    await actor.with({ via: 'console' }).run(CreateUser, { UserName: 'planted-name' });
    await iam.send(new CreateUserCommand({ UserName: 'maria' }));

    const Password = 'Correct-horse-7-battery';
    await iam.send(new CreateLoginProfileCommand({ UserName: 'maria', Password }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'maria' }));
    const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    const { Credentials } = await sts.send(new GetSessionTokenCommand({}));
    const session = {
      accessKeyId: Credentials?.AccessKeyId ?? '',
      secretAccessKey: Credentials?.SecretAccessKey ?? '',
      sessionToken: Credentials?.SessionToken ?? '',
    };
    await api.clients(session).sts.send(new GetCallerIdentityCommand({}));
    await rejected(api.clients(keys).iam.send(new CreateUserCommand({ UserName: 'planted-name' })));
    await rejected(iam.send(new GetUserCommand({ UserName: 'planted-other' })));
    await rejected(api.clients({ ...keys, secretAccessKey: 'planted-secret' }).iam.send(new GetUserCommand({})));
    await fetch(`${api.url}/?Action=planted-action&X-Amz-Security-Token=planted-token`, { headers: { 'user-agent': 'planted' } });
    await fetch(`${api.url}/planted-path`, { method: 'PUT', body: 'planted-body' });

    const told = lines.map((line) => JSON.parse(line));
    expect(told.map(({ via, service, operation, outcome, errorCode }) => [via, service, operation, outcome, errorCode])).toEqual([
      ['console', 'iam', 'CreateUser', 'Success', undefined],
      ['api', 'iam', 'CreateUser', 'Success', undefined],
      ['api', 'iam', 'CreateLoginProfile', 'Success', undefined],
      ['api', 'iam', 'CreateAccessKey', 'Success', undefined],
      ['api', 'sts', 'GetSessionToken', 'Success', undefined],
      ['api', 'sts', 'GetCallerIdentity', 'Success', undefined],
      ['api', 'iam', 'CreateUser', 'Denied', 'AccessDenied'],
      ['api', 'iam', 'GetUser', 'Failed', 'NoSuchEntity'],
      ['api', 'iam', 'GetUser', 'Failed', 'SignatureDoesNotMatch'],
      ['api', undefined, undefined, 'Failed', 'InvalidAction'],
      ['api', 's3', 'CreateBucket', 'Failed', 'AccessDenied'],
    ]);
    for (const { level, time, requestId, durationMs, accountId, sourceIp, msg, ...rest } of told) {
      expect([level, sourceIp, msg]).toEqual([30, '127.0.0.1', 'call']);
      expect([typeof time, typeof durationMs]).toEqual(['number', 'number']);
      expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
      // A call with a wrong signature is not logged for the account that it names.
      expect(accountId).toBe(rest.outcome === 'Failed' && rest.errorCode !== 'NoSuchEntity' ? undefined : actor.accountId);
      expect(Object.keys(rest).filter((name) => !['via', 'service', 'operation', 'outcome', 'errorCode'].includes(name))).toEqual(
        [],
      );
    }
    const secrets = [Password, ...Object.values(root).filter((value) => typeof value === 'string'), ...Object.values(keys)];
    for (const secret of [...secrets, ...Object.values(session), 'planted', 'maria']) {
      expect(lines.join('')).not.toContain(secret);
    }
  });
});

describe('GET /_gatehouse/metrics', () => {
  const serve = async (token: string | null) => {
    const served = await createTestApi({ metrics: { metrics: startOf(api), token } });
    ends.push(() => served.close());
    return (headers: Record<string, string> = {}) => fetch(`${served.url}/_gatehouse/metrics`, { headers });
  };
  const startOf = ({ database }: TestApi): Metrics => {
    const metrics = startMetrics(database);
    ends.push(metrics.stop);
    return metrics;
  };

  it('counts calls, decisions and stored data, and names no account', async () => {
    await (await api.account()).run(CreateQueue, { QueueName: 'queue' });
    const scrape = await serve(null);
    const { actor, ...root } = await api.rootKeys();
    const { iam } = api.clients(root);
    await iam.send(new CreateUserCommand({ UserName: 'maria' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'maria' }));
    const keys = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
    await rejected(api.clients(keys).iam.send(new GetUserCommand({})));
    await rejected(iam.send(new GetUserCommand({ UserName: 'nobody' })));
    await fetch(`${api.url}/?Action=planted-action`);

    const response = await scrape();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    const text = await response.text();
    for (const line of [
      'gatehouse_calls_total{via="api",service="iam",operation="CreateUser",outcome="Success"} 1',
      'gatehouse_calls_total{via="api",service="iam",operation="GetUser",outcome="Denied"} 1',
      'gatehouse_calls_total{via="api",service="iam",operation="GetUser",outcome="Failed"} 1',
      'gatehouse_calls_total{via="api",service="unknown",operation="unknown",outcome="Failed"} 1',
      'gatehouse_call_duration_seconds_count{via="api",service="iam"} 4',
      'gatehouse_decisions_total{decision="Allowed"} 3',
      'gatehouse_decisions_total{decision="ImplicitDeny"} 1',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).toMatch(/^gatehouse_cache_reads_total\{cache="principal_policies",result="miss"\} [1-9]/m);
    expect(text).toMatch(/^gatehouse_event_loop_delay_seconds\{quantile="0.99"\} [\d.e-]+$/m);
    expect(text).toMatch(/^gatehouse_database_bytes [1-9]\d+$/m);
    expect(text).toMatch(/^gatehouse_stored_bytes [1-9]\d+$/m);
    expect(text).toMatch(/^gatehouse_stored_bytes_fullest_account [1-9]\d+$/m);
    expect(text).toContain('\ngatehouse_stored_bytes_quota 17179869184\n');
    for (const name of [actor.accountId, 'maria', 'planted', keys.accessKeyId]) expect(text).not.toContain(name);
  });

  it('is disabled by default, and is available only from this machine or with a token', async () => {
    expect((await fetch(`${api.url}/_gatehouse/metrics`)).status).toBe(404);
    const here = await serve(null);
    // An unknown proxy on this machine forwards a request from elsewhere.
    expect((await here({ 'x-forwarded-for': '192.0.2.1' })).status).toBe(403);
    const byToken = await serve('a-token-for-metrics');
    expect((await byToken()).status).toBe(403);
    expect((await byToken({ authorization: 'Bearer a-token-for-metricx' })).status).toBe(403);
    expect((await byToken({ authorization: 'Bearer a-token-for-metrics' })).status).toBe(200);
  });
});
