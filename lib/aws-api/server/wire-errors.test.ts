import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as iam from '@aws-sdk/client-iam';
import * as organizations from '@aws-sdk/client-organizations';
import * as sts from '@aws-sdk/client-sts';
import { describe, expect, it } from 'vitest';
import { errorCode } from '../../core/module/error-codes';
import { jsonProtocol } from '../protocol/json-protocol';
import { queryProtocol } from '../protocol/query-protocol';
import { findWireError, wireErrorNames } from '../protocol/sdk-schemas';
import { wireService } from './services';

const credentials = { accessKeyId: 'AKIAEXAMPLE', secretAccessKey: 'secret' };

const SERVICES = [
  {
    service: wireService('iam'),
    module: iam as unknown as Readonly<Record<string, new () => Error>>,
    call: (endpoint: string) => new iam.IAM({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }).listUsers({}),
  },
  {
    service: wireService('sts'),
    module: sts as unknown as Readonly<Record<string, new () => Error>>,
    call: (endpoint: string) => new sts.STS({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }).getCallerIdentity({}),
  },
  {
    service: wireService('organizations'),
    module: organizations as unknown as Readonly<Record<string, new () => Error>>,
    call: (endpoint: string) =>
      new organizations.Organizations({ endpoint, region: 'us-east-1', credentials, maxAttempts: 1 }).listRoots({}),
  },
];

describe.each(SERVICES)('an error of $service.name', ({ service, module, call }) => {
  const names = wireErrorNames(service.name);

  it('has the code of the SDK’s schema', () => {
    expect(names.length).toBeGreaterThan(14);
    const expected = Object.fromEntries(names.map((name) => [name, findWireError(service.name, name)?.code]));
    expect(Object.fromEntries(names.map((name) => [name, errorCode(service.name, name)]))).toEqual(expected);
  });

  it('reaches the SDK client as its own class, with message and members', async () => {
    const protocol = service === wireService('organizations') ? jsonProtocol : queryProtocol;
    let next = '';
    const server = createServer((request, response) => {
      const { status, contentType, body } = protocol.failure(
        service,
        { code: next, message: 'Wörds <&> "quoted"', members: { Reason: 'WHY' } },
        'request-1',
      );
      request
        .resume()
        .on('end', () =>
          response.writeHead(status, { 'Content-Type': contentType ?? '', 'x-amzn-RequestId': 'request-1' }).end(body),
        );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    try {
      for (next of names) {
        const error = await call(endpoint).catch((failure: unknown) => failure);
        expect(error, next).toBeInstanceOf(module[next]);
        expect(error, next).toMatchObject({ message: 'Wörds <&> "quoted"', $metadata: { requestId: 'request-1' } });
      }
    } finally {
      server.close();
    }
  });
});
