import { REGIONS } from '@gatehouse/catalog/regions';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { transaction } from '../../db/transaction';
import { DeleteAccessKey, UpdateAccessKey } from '../../iam/access-key/operations';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { GetSessionToken } from '../../sts/token/operations';
import { createTestApi, type Keys, type TestApi } from '../testing/api';
import { presignRequest, queryCall, type RequestParts, type SigningOptions, signRequest, toHttpText } from '../testing/signer';
import { errorOf, type RawAnswer, sendRaw } from '../testing/socket';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const IDENTITY = queryCall('GetCallerIdentity', {}, '2011-06-15');
const STS = { service: 'sts', date: NOW };
const SAME = 'The request signature we calculated does not match the signature you provided.';

let api: TestApi;
let keys: Keys & { accountId: string };
let now = NOW;
beforeAll(async () => {
  api = await createTestApi({ clock: () => now });
  const account = await api.account();
  keys = { ...(await api.keys(account)), accountId: account.accountId };
});
afterAll(() => api.close());

const text = async (parts: RequestParts = IDENTITY, options: SigningOptions = STS, with_: Keys = keys) =>
  toHttpText(await signRequest(with_, parts, options));
const send = (message: string) => sendRaw(api.port, message);
const expectFailure = async (answer: Promise<RawAnswer> | RawAnswer, status: number, code: string, message: string) => {
  const got = await answer;
  expect({ status: got.status, ...errorOf(got) }).toEqual({ status, code, message: expect.stringContaining(message) });
};

describe('a signature made by the SDK’s signer', () => {
  it('is accepted repeatedly within its 15 minutes', async () => {
    const message = await text();
    for (let i = 0; i < 3; i++)
      expect(await send(message)).toMatchObject({ status: 200, body: expect.stringContaining(keys.accountId) });
  });

  it('is accepted in the query string of a GET request, regardless of X-Amz-Expires', async () => {
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    const message = toHttpText(await presignRequest(keys, { query }, STS));
    expect(await send(message)).toMatchObject({ status: 200, body: expect.stringContaining(keys.accountId) });
    const late = toHttpText(await presignRequest(keys, { query }, { ...STS, date: new Date(NOW.getTime() - 120_000) }));
    expect(await send(late)).toMatchObject({ status: 200 });
    await expectFailure(send(message.replace('GetCallerIdentity', 'GetSessionToken')), 403, 'SignatureDoesNotMatch', SAME);
  });

  it('is accepted with spaces in headers, any query order and any body text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.dictionary(fc.stringMatching(/^[a-z]{1,8}$/), fc.string({ unit: 'grapheme', maxLength: 20 }), { maxKeys: 4 }),
        fc.array(fc.stringMatching(/^[!-~]{1,6}$/), { maxLength: 4 }),
        async (value, query, words) => {
          const { body } = queryCall('GetCallerIdentity', { Extra: value }, '2011-06-15');
          const wellFormed = Object.fromEntries(Object.entries(query).map(([key, item]) => [`x-${key}`, item]));
          const headers = { 'content-type': 'application/x-www-form-urlencoded', 'x-amz-meta': `a  ${words.join('   ')}  b` };
          expect(await send(await text({ body, query: wellFormed, headers }))).toMatchObject({ status: 200 });
        },
      ),
      { numRuns: 60 },
    );
  });

  it('covers every byte of the body, the signed headers and the query', async () => {
    const message = await text({ ...IDENTITY, query: { a: '1', b: '2' } });
    const head = message.indexOf('\r\n\r\n');
    await fc.assert(
      fc.asyncProperty(fc.nat(message.length - head - 5), async (offset) => {
        const at = head + 4 + offset;
        const changed = `${message.slice(0, at)}${message[at] === 'x' ? 'y' : 'x'}${message.slice(at + 1)}`;
        expect((await send(changed)).status).not.toBe(200);
      }),
      { numRuns: 25 },
    );
    await expectFailure(send(message.replace('a=1', 'a=2')), 403, 'SignatureDoesNotMatch', SAME);
    await expectFailure(send(message.replace('host: localhost', 'host: elsewhere')), 403, 'SignatureDoesNotMatch', SAME);
    await expectFailure(
      send(message.replace('content-type: application', 'content-type:  x/')),
      415,
      'UnsupportedMediaType',
      'x/',
    );
  });
});

describe('a plus sign in a query string', () => {
  const query = (Extra: string) => ({ Action: 'GetCallerIdentity', Version: '2011-06-15', Extra });
  const link = async (Extra: string) => toHttpText(await presignRequest(keys, { query: query(Extra) }, STS));

  it('is signed as a space, unless it is encoded', async () => {
    const [spaced, plus] = [await link('a b'), await link('a+b')];
    expect([spaced.includes('Extra=a%20b'), plus.includes('Extra=a%2Bb')]).toEqual([true, true]);
    for (const sent of [spaced, spaced.replace('a%20b', 'a+b'), plus]) expect(await send(sent)).toMatchObject({ status: 200 });
    for (const sent of [spaced.replace('a%20b', 'a%2Bb'), plus.replace('a%2Bb', 'a+b')])
      await expectFailure(send(sent), 403, 'SignatureDoesNotMatch', SAME);
  });
});

describe('the signer of a request', () => {
  const invalid = (message: Promise<string>) =>
    message.then((sent) =>
      expectFailure(send(sent), 403, 'InvalidClientTokenId', 'The security token included in the request is invalid.'),
    );

  it('needs the secret of the access key', async () => {
    const wrong = { ...keys, secretAccessKey: 'x'.repeat(40) };
    await expectFailure(send(await text(IDENTITY, STS, wrong)), 403, 'SignatureDoesNotMatch', SAME);
  });

  it('needs an active access key of an existing user in an open account', async () => {
    await invalid(text(IDENTITY, STS, { ...keys, accessKeyId: 'AKIANOBODYHASTHISKEY' }));
    const account = await api.account();
    const { User } = await account.run(CreateUser, { UserName: 'signer' });
    const pair = await api.keys(account, User.UserId);
    expect(await send(await text(IDENTITY, STS, pair))).toMatchObject({
      status: 200,
      body: expect.stringContaining('user/signer'),
    });

    const set = (Status: 'Active' | 'Inactive') =>
      account.run(UpdateAccessKey, { UserName: 'signer', AccessKeyId: pair.accessKeyId, Status });
    await set('Inactive');
    await invalid(text(IDENTITY, STS, pair));
    await set('Active');
    expect(await send(await text(IDENTITY, STS, pair))).toMatchObject({ status: 200 });

    await account.run(DeleteAccessKey, { UserName: 'signer', AccessKeyId: pair.accessKeyId });
    await invalid(text(IDENTITY, STS, pair));
    const root = await api.keys(account);
    await transaction(api.database, (tx) =>
      tx.account.update({ where: { id: account.accountId }, data: { state: 'SUSPENDED' } }),
    );
    await invalid(text(IDENTITY, STS, root));
  });

  it('sends a session token with temporary credentials, and none with a long-term key', async () => {
    const account = await api.account();
    const { Credentials } = await account.run(GetSessionToken, {});
    const temporary = {
      accessKeyId: Credentials.AccessKeyId ?? '',
      secretAccessKey: Credentials.SecretAccessKey ?? '',
      sessionToken: Credentials.SessionToken ?? '',
    };
    const ok = { status: 200, body: expect.stringContaining(account.accountId) };
    expect(await send(await text(IDENTITY, STS, temporary))).toMatchObject(ok);
    const query = { Action: 'GetCallerIdentity', Version: '2011-06-15' };
    expect(await send(toHttpText(await presignRequest(temporary, { query }, STS)))).toMatchObject(ok);
    await invalid(text(IDENTITY, STS, { ...temporary, sessionToken: undefined }));
    await invalid(text(IDENTITY, STS, { ...temporary, sessionToken: 'another' }));
    await invalid(text(IDENTITY, STS, { ...keys, sessionToken: temporary.sessionToken }));
    now = new Date(NOW.getTime() + 3600_000);
    const late = text(IDENTITY, { ...STS, date: now }, temporary);
    await expectFailure(send(await late), 403, 'ExpiredToken', 'The security token included in the request is expired');
    now = NOW;
  });
});

describe('the date and credential scope of a signature', () => {
  it('must be within 15 minutes of the current time', async () => {
    const at = (seconds: number) => text(IDENTITY, { ...STS, date: new Date(NOW.getTime() + seconds * 1000) });
    for (const seconds of [-900, 900]) expect(await send(await at(seconds))).toMatchObject({ status: 200 });
    await expectFailure(
      send(await at(-901)),
      403,
      'SignatureDoesNotMatch',
      'Signature expired: 20260301T114459Z is now earlier than 20260301T114500Z (20260301T120000Z - 15 min.)',
    );
    await expectFailure(
      send(await at(901)),
      403,
      'SignatureDoesNotMatch',
      'Signature not yet current: 20260301T121501Z is still later than 20260301T121500Z (20260301T120000Z + 15 min.)',
    );
  });

  it('must name the called service, an existing Region and the day', async () => {
    await expectFailure(
      send(await text(IDENTITY, { ...STS, service: 'iam' })),
      403,
      'SignatureDoesNotMatch',
      "correct service: 'sts'",
    );
    await expectFailure(send(await text(IDENTITY, { ...STS, region: 'moon-1' })), 403, 'SignatureDoesNotMatch', 'a valid region');
    const message = await text();
    const otherDay = message.replace('/20260301/', '/20260228/');
    await expectFailure(send(otherDay), 403, 'SignatureDoesNotMatch', 'Date in Credential scope does not match YYYYMMDD');
  });

  it('set the partition of the caller by the Region', async () => {
    for (const { code: region, partition } of REGIONS) {
      expect(await send(await text(IDENTITY, { ...STS, region }))).toMatchObject({
        status: 200,
        body: expect.stringContaining(`arn:${partition}:iam::`),
      });
    }
  });
});

describe('the Authorization header', () => {
  const incomplete = async (change: (message: string) => string, words: string) =>
    expectFailure(send(change(await text())), 400, 'IncompleteSignature', words);

  it('is refused with a list of its missing parts', async () => {
    await incomplete(
      (message) => message.replace(/authorization: AWS4-HMAC-SHA256 .*/, 'authorization: AWS4-HMAC-SHA256 a=b'),
      [
        "Authorization header requires 'Credential' parameter.",
        "Authorization header requires 'Signature' parameter.",
        "Authorization header requires 'SignedHeaders' parameter.",
      ].join(' '),
    );
    await incomplete((message) => message.replace(/x-amz-date: .*\r\n/, ''), "either a 'X-Amz-Date' or a 'Date' header.");
    await incomplete(
      (message) => message.replace(/authorization: .*/, 'authorization: AWS4-HMAC-SHA256 nonsense'),
      'missing equal-sign',
    );
    await incomplete(
      (message) => message.replace('AWS4-HMAC-SHA256', 'AWS4-HMAC-SHA1'),
      "Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA1'.",
    );
    await incomplete(
      (message) => message.replace(/authorization: .*/, 'authorization: Bearer token'),
      'Authorization header requires',
    );
    await incomplete((message) => message.replace('/us-east-1/', '/'), 'Credential must have exactly 5 slash-delimited elements');
    await incomplete((message) => message.replace('/aws4_request', '/aws5_request'), "valid terminator: 'aws4_request'");
    await incomplete(
      (message) => message.replace(/x-amz-date: .*/, 'x-amz-date: yesterday'),
      "Date must be in ISO-8601 'basic format'",
    );
    await incomplete(
      (message) => message.replace(/x-amz-date: .*/, 'x-amz-date: 20269901T120000Z'),
      "Date must be in ISO-8601 'basic format'",
    );
  });

  it('appears in errors only as a digest', async () => {
    const answer = await send(
      (await text()).replace(/authorization: .*/, 'authorization: AWS4-HMAC-SHA256 Credential=very/secret'),
    );
    expect(answer.body).not.toContain('very/secret');
    expect(answer.body).toContain('(Hashed with SHA-256 and encoded with Base64) Authorization=');
  });

  it('must cover the host and the headers that name the operation and the caller', async () => {
    const unsign = (name: string) => (message: string) => message.replace(new RegExp(`(SignedHeaders=[^,]*?);?${name}`), '$1');
    await expectFailure(
      send(unsign('host')(await text())),
      403,
      'SignatureDoesNotMatch',
      "'Host' or ':authority' must be a 'SignedHeader'",
    );
    await expectFailure(
      send(unsign('x-amz-date')(await text())),
      403,
      'SignatureDoesNotMatch',
      "'x-amz-date' must be a 'SignedHeader'",
    );
    const withTarget = (await text()).replace('\r\n', '\r\nx-amz-target: AWSOrganizationsV20161128.DescribeOrganization\r\n');
    const json = withTarget.replace('application/x-www-form-urlencoded', 'application/x-amz-json-1.1');
    await expectFailure(send(json), 400, 'InvalidSignatureException', "'x-amz-target' must be a 'SignedHeader'");
  });

  it('is required', async () => {
    const unsigned = (await text()).replace(/authorization: .*\r\n/, '');
    await expectFailure(send(unsigned), 403, 'MissingAuthenticationToken', 'Request is missing Authentication Token');
  });

  it('can be used with a Date header instead of X-Amz-Date', async () => {
    const request = await signRequest(
      keys,
      { ...IDENTITY, headers: { 'content-type': 'application/x-www-form-urlencoded', date: NOW.toUTCString() } },
      STS,
    );
    expect(await send(toHttpText(request))).toMatchObject({ status: 200 });
  });
});

describe('signature errors of a JSON service', () => {
  const describe_ = {
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': 'AWSOrganizationsV20161128.DescribeOrganization' },
    body: '{}',
  };
  const ORGANIZATIONS = { service: 'organizations', date: NOW };

  it('have the service’s own codes', async () => {
    const good = await text(describe_, ORGANIZATIONS);
    await expectFailure(send(good), 400, 'AWSOrganizationsNotInUseException', 'Your account is not a member of an organization.');
    await expectFailure(send(good.replace(/authorization: .*\r\n/, '')), 400, 'MissingAuthenticationTokenException', '');
    await expectFailure(
      send(good.replace(/Signature=.*/, `Signature=${'0'.repeat(64)}`)),
      400,
      'InvalidSignatureException',
      SAME,
    );
    const nobody = await text(describe_, ORGANIZATIONS, { ...keys, accessKeyId: 'AKIANOBODYHASTHISKEY' });
    await expectFailure(
      send(nobody),
      400,
      'UnrecognizedClientException',
      'The security token included in the request is invalid.',
    );
    await expectFailure(send(good.replace(/Credential=[^,]*/, 'Credential=x')), 400, 'IncompleteSignatureException', 'exactly 5');
  });
});

describe('a user who is deleted between two calls', () => {
  it('cannot make the second call', async () => {
    const account = await api.account();
    const { User } = await account.run(CreateUser, { UserName: 'gone' });
    const { Credentials } = await api
      .as({
        accountId: account.accountId,
        credential: 'longTerm',
        principal: {
          type: 'User',
          accountId: account.accountId,
          arn: User.Arn,
          userId: User.UserId,
          userName: 'gone',
        },
      })
      .run(GetSessionToken, {});
    const session = {
      accessKeyId: Credentials.AccessKeyId ?? '',
      secretAccessKey: Credentials.SecretAccessKey ?? '',
      sessionToken: Credentials.SessionToken,
    };
    expect(await send(await text(IDENTITY, STS, session))).toMatchObject({ status: 200 });
    await account.run(DeleteUser, { UserName: 'gone' });
    expect(errorOf(await send(await text(IDENTITY, STS, session))).code).toBe('InvalidClientTokenId');
  });
});
