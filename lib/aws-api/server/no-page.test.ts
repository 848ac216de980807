import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CreateBucket, PutPublicAccessBlock } from '../../resources/s3/bucket-operations';
import { PutObject } from '../../resources/s3/object-operations';
import { PutBucketPolicy } from '../../resources/s3/policy-operations';
import { createTestApi, type TestApi } from '../testing/api';
import { queryCall, type RequestParts, signRequest } from '../testing/signer';
import { services } from './services';

let api: TestApi;
beforeAll(async () => {
  api = await createTestApi();
});
afterAll(() => api.close());

const REQUESTS: readonly RequestInit[] = [
  {},
  { method: 'POST' },
  { method: 'HEAD' },
  { headers: { range: 'bytes=0-4' } },
  { headers: { host: 'evil.test' } },
];

it('every response of the wire API has a sandbox CSP and nosniff, so that no stored page runs scripts', async () => {
  const owner = await api.account();
  const Bucket = 'pages';
  await owner.run(CreateBucket, { Bucket });
  await owner.run(PutPublicAccessBlock, { Bucket, PublicAccessBlockConfiguration: {} });
  const open = { Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: `arn:aws:s3:::${Bucket}/*` };
  await owner.run(PutBucketPolicy, { Bucket, Policy: JSON.stringify({ Version: '2012-10-17', Statement: open }) });
  const Body = new TextEncoder().encode('<script>document.cookie="gatehouse-session=x"</script>');
  await owner.run(PutObject, { Bucket, Key: 'page', Body, ContentType: 'text/html' });
  for (const path of [
    '/pages/page',
    '/pages/none',
    '/pages',
    '/',
    '/_gatehouse/health',
    '/v20180820/x',
    '/2015-03-31/functions',
  ]) {
    for (const init of REQUESTS) {
      const { headers } = await fetch(api.url + path, init);
      expect([path, headers.get('content-security-policy'), headers.get('x-content-type-options')]).toEqual([
        path,
        'sandbox',
        'nosniff',
      ]);
    }
  }
  const answer = await fetch(`${api.url}/pages/page`);
  expect([answer.headers.get('content-type'), await answer.text()]).toEqual(['text/html', new TextDecoder().decode(Body)]);
});

it('every response of every service has exactly one request ID', async () => {
  const keys = await api.rootKeys();
  const { host } = new URL(api.url);
  for (const { signingName, name } of services()) {
    const path = PATHS[name] ?? '/';
    const parts: RequestParts = path === '/' ? queryCall('Nothing') : { method: 'GET', path, headers: {} };
    const headers = {
      host,
      'x-amz-content-sha256': createHash('sha256')
        .update(parts.body ?? '')
        .digest('hex'),
      ...parts.headers,
    };
    const signed = await signRequest(keys, { ...parts, headers }, { service: signingName });
    for (const sent of [signed.headers, {}]) {
      const answer = await fetch(api.url + path, { method: signed.method, headers: sent, body: parts.body });
      expect([name, answer.headers.get('x-amzn-requestid')]).toEqual([name, expect.stringMatching(/^[\da-f-]{36}$/)]);
    }
  }
});

const PATHS: Readonly<Record<string, string>> = {
  s3control: '/v20180820/configuration/publicAccessBlock',
  'access-analyzer': '/analyzer',
  lambda: '/2015-03-31/functions',
};
