import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { services, type WireService } from '../server/services';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { callBySdk } from '../testing/sdk';
import { otherService } from './other-services';
import { findWireOperation, type Shape, wireOperationNames } from './sdk-schemas';

let api: TestApi;
let keys: Keys & { actor: { accountId: string } };
beforeAll(async () => {
  api = await createTestApi();
  keys = await api.rootKeys();
});
afterAll(() => api.close());

/** Returns the smallest input that an SDK can send: members in the path, and those that select the operation. */
function leastInput(shape: Shape | undefined): object {
  if (shape?.kind !== 'structure') return {};
  const entries = shape.members
    // The client of S3 Control puts the account id into the host name.
    .filter(({ name, place, required }) => place?.in === 'label' || required || name === 'AccountId')
    .map(({ name, shape: of }) => [name, valueFor(name, of)] as const);
  return Object.fromEntries(entries);
}
function valueFor(name: string, shape: Shape): unknown {
  if (name === 'AccountId') return keys.actor.accountId;
  if (shape.kind === 'list') return [];
  if (shape.kind === 'structure' || shape.kind === 'map') return {};
  if (shape.kind === 'number') return 1;
  if (shape.kind === 'boolean') return true;
  if (shape.kind === 'timestamp') return new Date(0);
  return shape.kind === 'blob' ? new Uint8Array() : 'abcdefgh';
}

/** The number of operations to test per service. EC2 has hundreds, so only a sample is tested. */
const MOST = 60;
function absent({ name, operations }: WireService): string[] {
  const all = wireOperationNames(name).filter((operation) => !Object.hasOwn(operations, operation));
  return all.filter((_, at) => at % Math.ceil(all.length / MOST) === 0);
}

describe.each(services().filter((service) => absent(service).length > 0))('an unavailable operation of $title', (service) => {
  it('is refused in its protocol, with its name first and the coverage page last in the message', async () => {
    const told: string[] = [];
    for (const name of absent(service)) {
      const error = (await callBySdk(
        api,
        service.name,
        name,
        leastInput(findWireOperation(service.name, name)?.input),
        keys,
      ).catch((thrown: unknown) => thrown)) as { name: string; message: string; $metadata?: { httpStatusCode?: number } };
      // Skips calls that the SDK refuses to send, or signs for another service, such as S3 Express.
      if (error.$metadata?.httpStatusCode === undefined || error.message.includes('Every service that it has')) continue;
      told.push(name);
      expect([name, error.name, error.$metadata.httpStatusCode]).toEqual([name, 'NotImplemented', 501]);
      expect(error.message).toMatch(
        new RegExp(`^${name} is not available in Gatehouse\\. .*http://localhost:3000/settings/api-coverage$`),
      );
    }
    expect(told.length).toBeGreaterThan(absent(service).length / 2);
  });
});

describe('the error message for an unavailable service', () => {
  it('starts with the operation or service, ends with the page, and is short', () => {
    const page = 'http://localhost:3000/settings/api-coverage';
    for (const [service, operation] of [
      ['ssm', 'DescribeParameters'],
      ['route53', undefined],
      [undefined, 'InitiateAuth'],
      [undefined, undefined],
    ]) {
      const sentence = otherService(service, operation, 'http://localhost:3000');
      expect(sentence.startsWith(`${operation ?? service ?? 'This call'} is not available in Gatehouse.`)).toBe(true);
      expect(sentence).toContain(service ?? '');
      expect(sentence.endsWith(page)).toBe(true);
      expect(sentence.length).toBeLessThan(180);
      expect(otherService(service, operation, null)).not.toContain('http');
    }
  });
});

describe('an unsigned call', () => {
  const json = { 'content-type': 'application/json' };
  const amzJson = { 'content-type': 'application/x-amz-json-1.1' };
  const COGNITO = 'AWSCognitoIdentityProviderService';
  it.each([
    ['JSON at another path', '/oauth2/token', { method: 'POST', headers: json, body: '{}' }],
    ['a token of another kind', '/bucket/key', { headers: { authorization: 'Bearer x' } }],
    ['JSON that names nothing', '/', { method: 'POST', headers: json, body: '{}' }],
    ['a sign-in to Cognito', '/', { method: 'POST', headers: { ...amzJson, 'x-amz-target': `${COGNITO}.InitiateAuth` } }],
    ['an operation without a name', '/', { method: 'POST', headers: { ...amzJson, 'x-amz-target': `${COGNITO}.<b>` } }],
  ])('to another service returns NotImplemented: %s', async (_, path, init) => {
    const answer = await fetch(api.url + path, init as unknown as RequestInit);
    const names = JSON.stringify(init).includes('InitiateAuth') ? 'InitiateAuth' : undefined;
    expect([answer.status, answer.headers.get('x-amzn-errortype'), await answer.json()]).toEqual([
      501,
      'NotImplemented',
      { __type: 'NotImplemented', message: otherService(undefined, names, 'http://localhost:3000') },
    ]);
  });

  it('to an available service returns that service’s error', async () => {
    const headers = { ...amzJson, 'x-amz-target': 'AWSOrganizationsV20161128.DescribeOrganization' };
    const answer = await fetch(`${api.url}/`, { method: 'POST', headers, body: '{}' });
    expect(await answer.text()).toContain('MissingAuthenticationTokenException');
  });

  it('to S3 returns an S3 error', async () => {
    for (const [method, path] of [
      ['GET', '/bucket/key'],
      ['PUT', '/bucket/key'],
      ['DELETE', '/bucket/key'],
    ] as const)
      expect(await (await fetch(api.url + path, { method, body: method === 'GET' ? undefined : '' })).text()).toContain(
        '<Error><Code>NoSuchBucket',
      );
  });
});
