import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_BODY_BYTES } from '../server/read-body';
import { findOperation, wireService } from '../server/services';
import { createTestApi, type TestApi } from '../testing/api';
import { presignRequest, queryCall, type RequestParts, signRequest, toHttpText } from '../testing/signer';
import { errorOf, sendRaw } from '../testing/socket';
import { otherService } from './other-services';
import { findWireOperation, wireOperationNames } from './sdk-schemas';

let api: TestApi;
let keys: Awaited<ReturnType<TestApi['rootKeys']>>;
const FORM = 'application/x-www-form-urlencoded';
beforeAll(async () => {
  api = await createTestApi();
  keys = await api.rootKeys();
});
afterAll(() => api.close());

const send = async (parts: RequestParts, service = 'iam') =>
  sendRaw(api.port, toHttpText(await signRequest(keys, parts, { service })));
const json = (target: string | undefined, body = '{}', type = 'application/x-amz-json-1.1'): RequestParts => ({
  headers: { 'content-type': type, ...(target === undefined ? {} : { 'x-amz-target': target }) },
  body,
});
const target = (name: string) => `AWSOrganizationsV20161128.${name}`;

describe('the Query protocol', () => {
  it('answers in XML, with the request ID in the body and a header', async () => {
    const answer = await send(queryCall('GetAccountSummary'));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/xml');
    const id = answer.headers.get('x-amzn-requestid') ?? 'none';
    expect(answer.body).toMatch(
      /^<GetAccountSummaryResponse xmlns="https:\/\/iam\.amazonaws\.com\/doc\/2010-05-08\/"><GetAccountSummaryResult>/,
    );
    expect(answer.body).toContain('<entry><key>Users</key><value>0</value></entry>');
    expect(answer.body).toContain(`<ResponseMetadata><RequestId>${id}</RequestId></ResponseMetadata>`);
  });

  it('omits the result of an operation without output, and writes empty lists as empty elements', async () => {
    await send(queryCall('CreateGroup', { GroupName: 'g' }));
    const { body } = await send(queryCall('DeleteGroup', { GroupName: 'g' }));
    expect(body).toMatch(/^<DeleteGroupResponse xmlns="[^"]+"><ResponseMetadata>/);
    expect((await send(queryCall('ListGroups'))).body).toContain('<Groups></Groups><IsTruncated>false</IsTruncated>');
  });

  it('reads empty lists, ignores unknown fields, and sorts list members by number', async () => {
    expect(await send(queryCall('CreateUser', { UserName: 'no-tags', Tags: '', Nonsense: '1' }))).toMatchObject({ status: 200 });
    const tags = { 'Tags.member.10.Key': 'c', 'Tags.member.10.Value': '3', 'Tags.member.2.Key': 'b', 'Tags.member.2.Value': '2' };
    const { body } = await send(queryCall('CreateUser', { UserName: 'tags', ...tags }));
    expect(body.indexOf('<Key>b</Key>')).toBeGreaterThan(0);
    expect(body.indexOf('<Key>b</Key>')).toBeLessThan(body.indexOf('<Key>c</Key>'));
  });

  it('reads the call from the query string of a GET request', async () => {
    const answer = await send({
      method: 'GET',
      headers: {},
      query: { Action: 'ListUsers', Version: '2010-05-08', MaxItems: '1' },
    });
    expect(answer).toMatchObject({ status: 200, body: expect.stringContaining('<ListUsersResult>') });
  });

  const failures: [string, RequestParts, number, string, string | RegExp][] = [
    [
      'an unknown operation',
      queryCall('DoNothing'),
      400,
      'InvalidAction',
      'Could not find operation DoNothing for version 2010-05-08',
    ],
    [
      'an operation of another service',
      queryCall('AssumeRole'),
      400,
      'InvalidAction',
      'Could not find operation AssumeRole for version 2010-05-08',
    ],
    [
      'another version',
      queryCall('ListUsers', {}, '2011-01-01'),
      400,
      'InvalidAction',
      'Could not find operation ListUsers for version 2011-01-01',
    ],
    [
      'no version',
      { body: 'Action=ListUsers' },
      400,
      'InvalidAction',
      'Could not find operation ListUsers for version NO_VERSION_SPECIFIED',
    ],
    [
      'no action',
      { body: 'Version=2010-05-08' },
      400,
      'MissingAction',
      'The request is missing an action or a required parameter.',
    ],
    ['no body', {}, 400, 'MissingAction', 'The request is missing an action or a required parameter.'],
    ['a name every object has', queryCall('constructor'), 400, 'InvalidAction', /^Could not find operation constructor/],
    ['a console operation', queryCall('ListUserOverviews'), 400, 'InvalidAction', /^Could not find operation ListUserOverviews/],
    ['text that is no form', { body: 'Action=%zz' }, 404, 'MalformedQueryString', 'The query string contains a syntax error.'],
    ['a deep field', { body: `Action=ListUsers&${'a.'.repeat(40)}b=1` }, 404, 'MalformedQueryString', /syntax error/],
    ['too many fields', { body: 'a&'.repeat(20_001) }, 404, 'MalformedQueryString', /syntax error/],
    ['a number that is none', queryCall('ListUsers', { MaxItems: 'ten' }), 400, 'MalformedInput', 'ten is not a number'],
    [
      'a boolean that is none',
      queryCall('CreateLoginProfile', { UserName: 'u', Password: 'p', PasswordResetRequired: '1' }),
      400,
      'MalformedInput',
      /boolean/,
    ],
    [
      'a missing member',
      queryCall('CreateUser'),
      400,
      'ValidationError',
      "1 validation error detected: Value null at 'userName' failed to satisfy constraint: Member must not be null",
    ],
    [
      'JSON',
      { ...queryCall('ListUsers'), headers: { 'content-type': 'application/json' } },
      415,
      'UnsupportedMediaType',
      /application\/json/,
    ],
    ['another method', { ...queryCall('ListUsers'), method: 'PUT' }, 405, 'MethodNotAllowed', /PUT/],
    [
      'another path',
      { ...queryCall('ListUsers'), path: '/users' },
      400,
      'UnknownOperationException',
      'There is nothing at /users',
    ],
  ];
  it.each(failures)('refuses %s', async (_, parts, status, code, message) => {
    const answer = await send(parts);
    expect({ status: answer.status, type: answer.headers.get('content-type'), ...errorOf(answer) }).toEqual({
      status,
      type: 'text/xml',
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
    expect(answer.body).toContain('<Type>Sender</Type>');
    expect(answer.headers.get('x-amzn-requestid')).toBeTruthy();
  });
});

describe('the Query protocol in JSON', () => {
  const version = { Version: '2011-06-15' };

  it('answers a presigned GetCallerIdentity call in JSON if the Accept header asks for it', async () => {
    const presigned = await presignRequest(
      keys,
      { query: { Action: 'GetCallerIdentity', ...version }, headers: { 'x-k8s-aws-id': 'cluster' } },
      { service: 'sts' },
    );
    const inXml = toHttpText(presigned);
    presigned.headers.accept = 'application/json';
    const answer = await sendRaw(api.port, toHttpText(presigned));
    const RequestId = answer.headers.get('x-amzn-requestid');
    expect([answer.status, answer.headers.get('content-type'), JSON.parse(answer.body)]).toEqual([
      200,
      'application/json',
      {
        GetCallerIdentityResponse: {
          GetCallerIdentityResult: {
            Account: keys.actor.accountId,
            UserId: keys.actor.accountId,
            Arn: `arn:aws:iam::${keys.actor.accountId}:root`,
          },
          ResponseMetadata: { RequestId },
        },
      },
    ]);
    expect((await sendRaw(api.port, inXml)).body).toMatch(/^<GetCallerIdentityResponse /);
  });

  it('answers errors and times in JSON, and answers all other Accept headers in XML', async () => {
    const call = (action: string, accept = 'application/json') =>
      send({ ...queryCall(action, {}, '2011-06-15'), headers: { 'content-type': FORM, accept } }, 'sts');
    const { Credentials } = JSON.parse((await call('GetSessionToken')).body).GetSessionTokenResponse.GetSessionTokenResult;
    expect(Credentials.Expiration).toBeGreaterThan(Date.now() / 1000);
    const refused = await call('AssumeRole');
    expect([refused.status, JSON.parse(refused.body)]).toEqual([
      400,
      {
        Error: { Type: 'Sender', Code: 'ValidationError', Message: expect.stringContaining("at 'roleArn'") },
        RequestId: refused.headers.get('x-amzn-requestid'),
      },
    ]);
    expect(JSON.parse((await call('DoNothing')).body).Error.Code).toBe('InvalidAction');
    for (const accept of ['*/*', 'text/xml', 'application/xml, application/json'])
      expect((await call('GetCallerIdentity', accept)).headers.get('content-type')).toBe('text/xml');
  });
});

describe('a call for another service', () => {
  const rest = (service: string, path: string, more: Partial<RequestParts> = {}) =>
    send({ method: 'GET', path, headers: {}, ...more }, service);
  const form = { headers: { 'content-type': FORM } };

  it('is refused in the protocol of that service', async () => {
    const answers = {
      'JSON 1.0': await send(json('AWSStepFunctions.ListStateMachines', '{}', 'application/x-amz-json-1.0'), 'states'),
      'JSON 1.1': await send(json('AmazonSSM.DescribeParameters'), 'ssm'),
      'REST JSON': await rest('apigateway', '/restapis'),
      S3: await rest('s3express', '/bucket/key%20with%20space', { query: { 'list-type': '2' } }),
      'REST XML': await rest('route53', '/2013-04-01/hostedzone'),
      Query: await send({ ...form, body: 'Action=DescribeAutoScalingGroups&Version=2011-01-01' }, 'autoscaling'),
    };
    const said = (service: string, operation?: string) => otherService(service, operation, 'http://localhost:3000');
    const shown = Object.entries(answers).map(([protocol, { status, headers, body }]) => [
      protocol,
      status,
      headers.get('content-type'),
      body.replace(/^<\?xml[^>]*>\n/, '').replace(/[0-9a-f-]{36}/, 'id'),
    ]);
    const inJson = (message: string) => JSON.stringify({ __type: 'NotImplemented', message });
    const inXml = (message: string) =>
      `<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>${message}</Message></Error><RequestId>id</RequestId></ErrorResponse>`;
    expect(shown).toEqual([
      ['JSON 1.0', 501, 'application/x-amz-json-1.0', inJson(said('states', 'ListStateMachines'))],
      ['JSON 1.1', 501, 'application/x-amz-json-1.1', inJson(said('ssm', 'DescribeParameters'))],
      ['REST JSON', 501, 'application/json', inJson(said('apigateway'))],
      [
        'S3',
        501,
        'text/xml',
        `<Error><Code>NotImplemented</Code><Message>${said('s3express')}</Message><RequestId>id</RequestId></Error>`,
      ],
      ['REST XML', 501, 'text/xml', inXml(said('route53'))],
      ['Query', 501, 'text/xml', inXml(said('autoscaling', 'DescribeAutoScalingGroups'))],
    ]);
  });

  it('is refused also if it is presigned or its body is too long', async () => {
    const presigned = await presignRequest(keys, { path: '/bucket/key' }, { service: 's3express' });
    expect((await sendRaw(api.port, toHttpText(presigned))).body).toContain('s3express is not available in Gatehouse.');
    const { headers } = await signRequest(keys, { method: 'PUT', path: '/bucket/key', headers: {} }, { service: 's3express' });
    const head = `PUT /bucket/key HTTP/1.1\r\nhost: x\r\nauthorization: ${headers.authorization}\r\ncontent-length: ${MAX_BODY_BYTES + 1}\r\n\r\n`;
    expect((await sendRaw(api.port, head)).body).toContain('s3express is not available in Gatehouse.');
  });

  it('gets an IAM error if it is an IAM action or is signed for IAM', async () => {
    expect(errorOf(await send(queryCall('ListUsers'), 's3')).message).toContain("correct service: 'iam'");
    expect(errorOf(await rest('iam', '/users')).message).toBe('There is nothing at /users');
  });
});

describe('the JSON protocol', () => {
  it('answers in JSON, with times in seconds and an empty object for operations without output', async () => {
    const created = await send(json(target('CreateOrganization')), 'organizations');
    expect(created.headers.get('content-type')).toBe('application/x-amz-json-1.1');
    expect(created.headers.get('x-amzn-requestid')).toBeTruthy();
    const { Organization } = JSON.parse(created.body);
    const { Accounts } = JSON.parse((await send(json(target('ListAccounts')), 'organizations')).body);
    const { joinedAt } = await api.database.reader.account.findUniqueOrThrow({ where: { id: Accounts[0].Id } });
    expect(Accounts[0].JoinedTimestamp).toBe(Number(joinedAt) / 1000);
    const { Roots } = JSON.parse((await send(json(target('ListRoots')), 'organizations')).body);
    const tag = JSON.stringify({ ResourceId: Roots[0].Id, Tags: [{ Key: 'a', Value: 'ü' }], Unknown: [1] });
    expect((await send(json(target('TagResource'), tag), 'organizations')).body).toBe('{}');
    expect(Organization.Id).toMatch(/^o-/);
  });

  it('returns the members of the service’s errors', async () => {
    const answer = await send(json(target('DescribeAccount'), '{"AccountId":"1"}'), 'organizations');
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      __type: 'InvalidInputException',
      Reason: expect.any(String),
      Message: expect.any(String),
    });
  });

  const failures: [string, RequestParts, number, string, string | RegExp][] = [
    ['an unknown operation', json(target('DoNothing')), 400, 'UnknownOperationException', /Could not find operation .*DoNothing/],
    ['another service', json('AmazonSSM.GetParameter'), 400, 'UnknownOperationException', /AmazonSSM/],
    ['no operation', json(undefined), 400, 'UnknownOperationException', /Could not find operation/],
    [
      'text that is no JSON',
      json(target('ListRoots'), '{"a":'),
      400,
      'SerializationException',
      'The request body is not valid JSON.',
    ],
    ['a list', json(target('ListRoots'), '[]'), 400, 'SerializationException', 'The value of the request must be an object.'],
    ['null', json(target('DescribeAccount'), 'null'), 400, 'InvalidInputException', /required/],
    [
      'a member of another type',
      json(target('DescribeAccount'), '{"AccountId":7}'),
      400,
      'SerializationException',
      'The value of AccountId must be a string.',
    ],
    [
      'a deep document',
      json(target('DescribeAccount'), `{"AccountId":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
      400,
      'SerializationException',
      /AccountId/,
    ],
    [
      'a form',
      json(target('ListRoots'), 'a=b', 'application/x-www-form-urlencoded'),
      415,
      'UnsupportedMediaTypeException',
      /form/,
    ],
    [
      'JSON 1.0',
      json(target('ListRoots'), '{}', 'application/x-amz-json-1.0'),
      415,
      'UnsupportedMediaTypeException',
      /json-1\.0/,
    ],
    ['a GET', { ...json(target('ListRoots')), method: 'GET', body: undefined }, 405, 'MethodNotAllowedException', /POST/],
  ];
  it.each(failures)('refuses %s', async (_, parts, status, code, message) => {
    const answer = await send(parts, 'organizations');
    expect({ status: answer.status, type: answer.headers.get('content-type'), ...errorOf(answer) }).toEqual({
      status,
      type: 'application/x-amz-json-1.1',
      code,
      message: typeof message === 'string' ? message : expect.stringMatching(message),
    });
  });
});

describe('a request body over the size limit', () => {
  const big = 'x'.repeat(MAX_BODY_BYTES + 1);

  it('is refused by its Content-Length in the caller’s protocol, without being read', async () => {
    const query = `POST / HTTP/1.1\r\nhost: x\r\ncontent-type: application/x-www-form-urlencoded\r\ncontent-length: ${big.length}\r\n\r\n`;
    const answer = await sendRaw(api.port, query);
    expect({ status: answer.status, ...errorOf(answer) }).toEqual({
      status: 413,
      code: 'RequestEntityTooLarge',
      message: expect.stringContaining(String(MAX_BODY_BYTES)),
    });
    expect(answer.headers.get('connection')).toBe('close');
    const asJson = await sendRaw(api.port, query.replace('x-www-form-urlencoded', 'x-amz-json-1.1'));
    expect({ status: asJson.status, ...errorOf(asJson) }).toMatchObject({ status: 413, code: 'RequestEntityTooLargeException' });
  });

  it('is refused while it is read if its transfer is chunked', async () => {
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n';
    const answer = await sendRaw(api.port, `${head}${big.length.toString(16)}\r\n${big}\r\n0\r\n\r\n`);
    expect(answer.status).toBe(413);
  });

  it('is longer than the longest policy that AWS accepts', async () => {
    const PolicyDocument = `{"Version":"2012-10-17","Statement":[]}${' '.repeat(131_072 - 39)}`.replaceAll(' ', 'ÿ');
    const answer = await send(queryCall('CreatePolicy', { PolicyName: 'p', PolicyDocument }));
    expect(errorOf(answer).code).toBe('MalformedPolicyDocument');
  });
});

describe('an AWS operation that Gatehouse does not implement', () => {
  it('returns NotImplemented with its name', async () => {
    for (const [service, signing] of [
      [wireService('iam'), 'iam'],
      [wireService('sts'), 'sts'],
      [wireService('organizations'), 'organizations'],
    ] as const) {
      const name = wireOperationNames(service.name).find((candidate) => !findOperation(service, candidate));
      if (!name) continue;
      const call =
        service === wireService('organizations')
          ? json(target(name))
          : queryCall(name, {}, service === wireService('iam') ? '2010-05-08' : '2011-06-15');
      const answer = await send(call, signing);
      expect(errorOf(answer)).toMatchObject({
        code: 'NotImplemented',
        message: expect.stringMatching(new RegExp(`^${name} is not available in Gatehouse`)),
      });
    }
  });
});

describe('the SDK’s schemas', () => {
  it('are parsed for every operation of IAM, Organizations and STS', () => {
    const counts = (['iam', 'organizations', 'sts'] as const).map((service) => {
      const names = wireOperationNames(service);
      for (const name of names) expect(findWireOperation(service, name)).not.toBeNull();
      return names.length;
    });
    expect(counts).toEqual([180, 63, 12]);
  });
});
