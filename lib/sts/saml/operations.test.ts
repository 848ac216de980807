import { createHash, generateKeyPairSync } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { PutAccountEnforcement } from '../../account/settings-operations';
import { unidentified } from '../../core/call';
import { AwsError } from '../../core/errors';
import type { InputOf } from '../../core/operation';
import { type Actor, createTestWorld, TEST_NOW, type TestWorld } from '../../core/test-world';
import { recordedEvents } from '../../core/testing/recorded-events';
import { PutRolePolicy } from '../../iam/inline-policy/operations';
import { CreateSAMLProvider } from '../../iam/saml-provider/operations';
import { ListUsers } from '../../iam/user/operations';
import { GetCallerIdentity } from '../caller/operations';
import { AssumeRole } from '../session/operations';
import { allow, callerOf, policy, roleOf, trust } from '../test-actors';
import { type AssertionParts, awsAttributes, RECIPIENT, type TestIdp, testIdp } from '../test-saml';
import { AssumeRoleWithSAML } from './operations';

type Input = InputOf<typeof AssumeRoleWithSAML>;

let world: TestWorld;
let idp: TestIdp;
let nobody: Actor;
let account: Actor;
beforeAll(async () => {
  world = await createTestWorld();
  idp = testIdp();
  nobody = world.as(unidentified(''));
});
beforeEach(async () => {
  account = await world.account();
});
afterAll(() => world.close());

const WITH_SAML = 'sts:AssumeRoleWithSAML';
const at = (seconds: number) => new Date(TEST_NOW.getTime() + seconds * 1000).toISOString();
const providerArn = (owner: Actor, name = 'acme') => `arn:aws:iam::${owner.accountId}:saml-provider/${name}`;
const trustProvider = (provider: string, Action: string | string[] = WITH_SAML, Condition?: object) =>
  policy({ Effect: 'Allow', Principal: { Federated: provider }, Action, ...(Condition ? { Condition } : {}) });

type Say = { parts?: Partial<AssertionParts>; more?: Record<string, readonly string[]>; input?: Partial<Input> };

/** Creates a role that trusts the provider. Returns a function that makes inputs with an assertion for the role. */
async function trusting(document = trustProvider(providerArn(account)), more: Parameters<typeof roleOf>[3] = {}) {
  await account.run(CreateSAMLProvider, { Name: 'acme', SAMLMetadataDocument: idp.metadata });
  const RoleArn = await roleOf(account, 'staff', document, more);
  const PrincipalArn = providerArn(account);
  return ({ parts = {}, more: extra = {}, input = {} }: Say = {}): Input => {
    const attributes = { ...awsAttributes(input.RoleArn ?? RoleArn, PrincipalArn, extra), ...parts.attributes };
    return { RoleArn, PrincipalArn, SAMLAssertion: idp.respond({ parts: { ...parts, attributes } }), ...input };
  };
}

const events = (accountId: string) => recordedEvents(world.database.reader, { accountId, eventName: 'AssumeRoleWithSAML' });

describe('AssumeRoleWithSAML', () => {
  it('starts a session of the role for the subject of the assertion', async () => {
    const call = await trusting();
    await account.run(PutRolePolicy, { RoleName: 'staff', PolicyName: 'p', PolicyDocument: policy(allow('iam:ListUsers')) });
    const answer = await nobody.run(AssumeRoleWithSAML, call());
    const qualifier = createHash('sha1').update(`${idp.entityId}${account.accountId}/acme`).digest('base64');
    expect(answer).toMatchObject({
      Subject: 'ana',
      SubjectType: 'persistent',
      Issuer: idp.entityId,
      Audience: RECIPIENT,
      NameQualifier: qualifier,
      AssumedRoleUser: { Arn: `arn:aws:sts::${account.accountId}:assumed-role/staff/ana@acme.example` },
    });
    expect(answer.Credentials.Expiration).toEqual(new Date(TEST_NOW.getTime() + 3600_000));
    const session = world.as(await callerOf(world, answer.Credentials));
    expect(await session.run(GetCallerIdentity, {})).toMatchObject({ Arn: answer.AssumedRoleUser.Arn });
    await session.run(ListUsers, {});
    const facts = { contextKeys: { 'saml:sub': 'ana', 'saml:sub_type': 'persistent', 'saml:namequalifier': qualifier } };
    expect(session.caller.session).toMatchObject(facts);
    expect(session.caller.session?.federatedProvider).toBeUndefined();
  });

  it('evaluates conditions on the assertion and its attributes', async () => {
    const Condition = {
      StringEquals: {
        'saml:aud': RECIPIENT,
        'saml:iss': idp.entityId,
        'saml:sub_type': 'persistent',
        'saml:doc': `${account.accountId}/acme`,
        'saml:edupersonorgdn': 'o=acme',
        'sts:RoleSessionName': 'ana@acme.example',
      },
      StringLike: { 'saml:sub': 'an?' },
      'ForAnyValue:StringEquals': { 'saml:edupersonaffiliation': 'staff', 'saml:mail': 'ana@acme.example' },
    };
    const call = await trusting(trustProvider(providerArn(account), WITH_SAML, Condition));
    const attributes = {
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['member', 'staff'],
      'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': ['o=acme'],
      'http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress': ['ana@acme.example'],
    };
    await nobody.run(AssumeRoleWithSAML, call({ parts: { attributes } }));
    for (const parts of [
      { attributes: { ...attributes, 'urn:oid:1.3.6.1.4.1.5923.1.1.1.1': ['student'] } },
      { attributes: { ...attributes, 'urn:oid:1.3.6.1.4.1.5923.1.1.1.3': [] } },
      { attributes, subject: 'eve' },
      { attributes, recipient: 'https://eu-west-1.signin.aws.amazon.com/saml' },
      { attributes, format: 'urn:oasis:names:tc:SAML:2.0:nameid-format:transient' },
    ])
      expect(await nobody.fails(AssumeRoleWithSAML, call({ parts }))).toMatchObject({
        shape: 'AccessDenied',
        message: 'Not authorized to perform sts:AssumeRoleWithSAML',
      });
  });

  it('passes session tags and a source identity if the trust policy allows them', async () => {
    const more = {
      'PrincipalTag:team': ['blue'],
      'PrincipalTag:cost': ['7'],
      TransitiveTagKeys: ['team'],
      SourceIdentity: ['ana'],
    };
    const call = await trusting();
    expect((await nobody.fails(AssumeRoleWithSAML, call({ more }))).message).toBe('Not authorized to perform sts:TagSession');
    expect((await nobody.fails(AssumeRoleWithSAML, call({ more: { SourceIdentity: ['ana'] } }))).message).toBe(
      'Not authorized to perform sts:SetSourceIdentity',
    );
    const all = [WITH_SAML, 'sts:TagSession', 'sts:SetSourceIdentity'];
    const open = trustProvider(providerArn(account), all, {
      StringEquals: { 'aws:RequestTag/team': 'blue', 'sts:SourceIdentity': 'ana' },
      'ForAllValues:StringEquals': { 'sts:TransitiveTagKeys': ['team'], 'aws:TagKeys': ['team', 'cost'] },
    });
    const RoleArn = await roleOf(account, 'tagged', open);
    const started = await nobody.run(AssumeRoleWithSAML, call({ more, input: { RoleArn } }));
    expect(started).toMatchObject({ SourceIdentity: 'ana', PackedPolicySize: expect.any(Number) });
    const session = world.as(await callerOf(world, started.Credentials));
    const next = await roleOf(account, 'next', trust(RoleArn, ['sts:AssumeRole', 'sts:TagSession', 'sts:SetSourceIdentity']));
    const chained = await session.run(AssumeRole, { RoleArn: next, RoleSessionName: 'chained' });
    expect((await callerOf(world, chained.Credentials)).session).toMatchObject({
      tags: [{ Key: 'team', Value: 'blue' }],
      sourceIdentity: 'ana',
    });
  });

  it('limits the duration by request, role, SessionDuration and SessionNotOnOrAfter', async () => {
    const call = await trusting(undefined, { MaxSessionDuration: 7200 });
    const lasts = async (say: Say) => {
      const { Credentials } = await nobody.run(AssumeRoleWithSAML, call(say));
      return ((Credentials.Expiration?.getTime() ?? 0) - TEST_NOW.getTime()) / 1000;
    };
    expect(await lasts({ input: { DurationSeconds: 7200 } })).toBe(7200);
    expect(await lasts({ more: { SessionDuration: ['1800'] } })).toBe(1800);
    expect(await lasts({ more: { SessionDuration: ['7200'] } })).toBe(3600);
    expect(await lasts({ parts: { sessionEnd: at(1200) }, more: { SessionDuration: ['1800'] } })).toBe(1200);
    expect(await nobody.fails(AssumeRoleWithSAML, call({ input: { DurationSeconds: 7201 } }))).toMatchObject({
      shape: 'ValidationError',
    });
    for (const seconds of ['899', '43201', 'soon'])
      expect((await nobody.fails(AssumeRoleWithSAML, call({ more: { SessionDuration: [seconds] } }))).message).toContain(
        'SessionDuration',
      );
  });

  it('accepts encrypted assertions, and refuses unencrypted ones when encryption is required', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const AddPrivateKey = privateKey.export({ format: 'pem', type: 'pkcs8' }) as string;
    const mode = { AssertionEncryptionMode: 'Required', AddPrivateKey } as const;
    await account.run(CreateSAMLProvider, { Name: 'acme', SAMLMetadataDocument: idp.metadata, ...mode });
    const PrincipalArn = providerArn(account);
    const RoleArn = await roleOf(account, 'staff', trustProvider(PrincipalArn));
    const parts = { attributes: awsAttributes(RoleArn, PrincipalArn) };
    const input = { RoleArn, PrincipalArn, SAMLAssertion: idp.respond({ parts, encryptFor: publicKey }) };
    expect((await nobody.run(AssumeRoleWithSAML, input)).Subject).toBe('ana');
    const plain = await nobody.fails(AssumeRoleWithSAML, { ...input, SAMLAssertion: idp.respond({ parts }) });
    expect(plain.message).toBe('The SAML provider takes encrypted assertions only.');
    for (const event of await events(account.accountId)) expect(JSON.stringify(event)).not.toContain('PRIVATE KEY');
  });

  it('uses the partition of the role ARN', async () => {
    const china = (arn: string) => arn.replace('arn:aws:', 'arn:aws-cn:');
    const call = await trusting(trustProvider(china(providerArn(account))));
    const [RoleArn, PrincipalArn] = [china(`arn:aws:iam::${account.accountId}:role/staff`), china(providerArn(account))];
    const parts = { recipient: 'https://signin.amazonaws.cn/saml', audience: 'https://signin.amazonaws.cn/saml' };
    const inChina = {
      RoleArn,
      PrincipalArn,
      SAMLAssertion: idp.respond({ parts: { ...parts, attributes: awsAttributes(RoleArn, PrincipalArn) } }),
    };
    expect((await nobody.run(AssumeRoleWithSAML, inChina)).AssumedRoleUser.Arn).toMatch(/^arn:aws-cn:sts:/);
    expect((await nobody.fails(AssumeRoleWithSAML, call({ parts }))).shape).toBe('InvalidIdentityTokenException');
    expect((await nobody.fails(AssumeRoleWithSAML, { ...inChina, PrincipalArn: providerArn(account) })).shape).toBe(
      'ValidationError',
    );
  });
});

describe('a SAML assertion', () => {
  const refused: readonly [string, Say, string][] = [
    [
      'of another issuer',
      { parts: { issuer: 'https://other.example' } },
      'InvalidIdentityTokenException: Issuer not present in specified provider',
    ],
    [
      'for another audience',
      { parts: { audience: 'https://other.example' } },
      'InvalidIdentityTokenException: Response does not contain the required audience.',
    ],
    [
      'for another recipient',
      { parts: { recipient: 'https://evil.example/saml' } },
      'InvalidIdentityTokenException: The recipient of the SAML response is not AWS.',
    ],
    [
      'for a recipient that only looks like AWS',
      { parts: { recipient: 'https://signin.aws.amazon.com.evil.example/saml' } },
      'InvalidIdentityTokenException: The recipient of the SAML response is not AWS.',
    ],
    [
      'for another provider’s endpoint',
      { parts: { recipient: `${RECIPIENT}/acs/SAMLSPXXXXXXXXXXXXXXXX` } },
      'InvalidIdentityTokenException: The recipient of the SAML response is not AWS.',
    ],
    ['whose conditions have expired', { parts: { notOnOrAfter: at(0) } }, 'ExpiredTokenException: Response has expired'],
    [
      'whose subject confirmation has expired',
      { parts: { confirmedUntil: at(0) } },
      'ExpiredTokenException: Response has expired',
    ],
    ['of a session that has ended', { parts: { sessionEnd: at(0) } }, 'ExpiredTokenException: Response has expired'],
    [
      'that was issued more than 5 minutes ago',
      { parts: { issuedAt: at(-301) } },
      'ExpiredTokenException: Token must be redeemed within 5 minutes of issuance',
    ],
    [
      'that was issued in the future',
      { parts: { issuedAt: at(301) } },
      'InvalidIdentityTokenException: The SAML response was issued in the future.',
    ],
    [
      'that is not valid yet',
      { parts: { notBefore: at(301) } },
      'InvalidIdentityTokenException: The SAML response is not valid yet.',
    ],
    [
      'with an invalid time',
      { parts: { notBefore: 'soon' } },
      'InvalidIdentityTokenException: Your request included an invalid SAML response.',
    ],
    [
      'without a subject',
      { parts: { subject: '' } },
      'InvalidIdentityTokenException: Your request included an invalid SAML response.',
    ],
    [
      'without bearer confirmation of the subject',
      { parts: { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' } },
      'InvalidIdentityTokenException: Your request included an invalid SAML response.',
    ],
    ['without roles', { more: { Role: [] } }, 'InvalidIdentityTokenException: Your request included an invalid SAML response.'],
    [
      'without a session name',
      { more: { RoleSessionName: [] } },
      'InvalidIdentityTokenException: RoleSessionName is required in AuthnResponse',
    ],
    [
      'with an invalid session name',
      { more: { RoleSessionName: ['Ana Lopez'] } },
      'InvalidIdentityTokenException: RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}',
    ],
    [
      'with an invalid source identity',
      { more: { SourceIdentity: ['aws:ana'] } },
      'InvalidIdentityTokenException: Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"',
    ],
    ['with a session tag of two values', { more: { 'PrincipalTag:team': ['a', 'b'] } }, 'must have one value'],
    ['with an invalid session tag', { more: { 'PrincipalTag:no#tag': ['a'] } }, 'The session tag no#tag is not valid.'],
    ['with a transitive key that is not passed', { more: { TransitiveTagKeys: ['team'] } }, 'InvalidParameterValue'],
  ];
  it.each(refused)('is refused %s', async (_what, say, expected) => {
    const call = await trusting(trustProvider(providerArn(account), 'sts:*'));
    const { shape, message } = await nobody.fails(AssumeRoleWithSAML, call(say));
    expect(`${shape}: ${message}`).toContain(expected);
  });

  it('is accepted at its time limits, with a Regional endpoint and with role and provider ARNs swapped', async () => {
    const call = await trusting();
    const pair = {
      'https://aws.amazon.com/SAML/Attributes/Role': [` ${providerArn(account)} , arn:aws:iam::${account.accountId}:role/staff `],
    };
    const { uuid } = await world.database.reader.samlProvider.findFirstOrThrow({ where: { accountId: account.accountId } });
    for (const parts of [
      { issuedAt: at(-300), notBefore: at(300), notOnOrAfter: at(1), confirmedUntil: at(1) },
      { recipient: 'https://eu-west-1.signin.aws.amazon.com/saml', audience: RECIPIENT },
      { recipient: `${RECIPIENT}/acs/${uuid}`, audience: `${RECIPIENT}/acs/${uuid}` },
      { attributes: pair },
    ])
      await nobody.run(AssumeRoleWithSAML, call({ parts }));
  });
});

describe('arbitrary signed assertions', () => {
  it('start a session or fail with an AwsError', async () => {
    const call = await trusting(trustProvider(providerArn(account), 'sts:*'));
    // The text contains only characters that XML allows.
    const text = fc.string({ unit: 'grapheme' }).map((value) => value.replace(/[\p{Cc}\uFFFE\uFFFF]/gu, ''));
    const time = fc.oneof(text, fc.integer({ min: -600, max: 600 }).map(at));
    const parts = fc.record(
      {
        subject: text,
        issuer: text,
        audience: text,
        recipient: text,
        format: fc.constantFrom('a', ''),
        notBefore: fc.constantFrom(at(0), 'x'),
        notOnOrAfter: time.map((value) => value.replace(/[<&"]/g, '')),
      },
      { requiredKeys: [] },
    );
    const more = fc.dictionary(
      fc.constantFrom(
        'Role',
        'RoleSessionName',
        'SessionDuration',
        'SourceIdentity',
        'TransitiveTagKeys',
        'PrincipalTag:a',
        'PrincipalTag:',
      ),
      fc.array(text, { maxLength: 3 }),
    );
    await fc.assert(
      fc.asyncProperty(parts, more, async (given, extra) => {
        const outcome = await nobody.run(AssumeRoleWithSAML, call({ parts: given, more: extra })).then(
          () => 'session',
          (error: unknown) => error,
        );
        if (outcome === 'session') return;
        expect(outcome).toBeInstanceOf(AwsError);
        expect((outcome as AwsError).shape).not.toBe('InternalFailure');
      }),
      { numRuns: 200 },
    );
  });
});

describe('authorization of AssumeRoleWithSAML', () => {
  it('returns the same error for a role without trust, a role outside the assertion and a missing role', async () => {
    const call = await trusting(trust(account.accountId));
    const untrusted = await nobody.fails(AssumeRoleWithSAML, call());
    expect(untrusted).toMatchObject({ shape: 'AccessDenied', message: 'Not authorized to perform sts:AssumeRoleWithSAML' });
    const RoleArn = `arn:aws:iam::${account.accountId}:role/none`;
    expect(await nobody.fails(AssumeRoleWithSAML, call({ input: { RoleArn } }))).toMatchObject({ message: untrusted.message });
    const named = { ...call(), RoleArn: await roleOf(account, 'other', trustProvider(providerArn(account))) };
    expect(await nobody.fails(AssumeRoleWithSAML, named)).toMatchObject({ shape: 'AccessDenied', message: untrusted.message });
  });

  it('refuses SAML providers of another account', async () => {
    const call = await trusting();
    const other = await world.account();
    const evil = testIdp(idp.entityId);
    await other.run(CreateSAMLProvider, { Name: 'acme', SAMLMetadataDocument: evil.metadata });
    const RoleArn = `arn:aws:iam::${account.accountId}:role/staff`;
    const theirs = {
      RoleArn,
      PrincipalArn: providerArn(other),
      SAMLAssertion: evil.respond({ parts: { attributes: awsAttributes(RoleArn, providerArn(other)) } }),
    };
    expect(await nobody.fails(AssumeRoleWithSAML, theirs)).toMatchObject({
      shape: 'InvalidIdentityTokenException',
      message: "Specified provider doesn't exist",
    });
    const pretending = { ...theirs, PrincipalArn: providerArn(account) };
    expect((await nobody.fails(AssumeRoleWithSAML, pretending)).message).toBe('Response signature invalid');
    const trusted = await roleOf(other, 'staff', trustProvider(providerArn(account)));
    expect((await nobody.fails(AssumeRoleWithSAML, call({ input: { RoleArn: trusted } }))).message).toBe(
      "Specified provider doesn't exist",
    );
    const gone = call({ input: { RoleArn: 'arn:aws:iam::999999999999:role/staff' } });
    expect((await nobody.fails(AssumeRoleWithSAML, gone)).message).toBe("Specified provider doesn't exist");
  });

  it('applies also with enforcement off, and refuses expired provider metadata', async () => {
    const call = await trusting(trust(account.accountId));
    await account.run(PutAccountEnforcement, { Enforcement: 'off' });
    expect((await nobody.fails(AssumeRoleWithSAML, call())).shape).toBe('AccessDenied');
    await world.database.writer.samlProvider.updateMany({
      where: { accountId: account.accountId },
      data: { validUntil: TEST_NOW },
    });
    expect((await nobody.fails(AssumeRoleWithSAML, call())).message).toBe(
      'The metadata of the SAML provider is not valid any more.',
    );
  });
});

describe('the event of AssumeRoleWithSAML', () => {
  it('is in the account of the role, identifies the subject and contains no assertion or secret', async () => {
    const call = await trusting();
    const input = call();
    const { Credentials, NameQualifier } = await nobody.run(AssumeRoleWithSAML, input);
    const [event] = await events(account.accountId);
    expect(JSON.parse(event?.userIdentity ?? '')).toEqual({
      type: 'SAMLUser',
      principalId: `${NameQualifier}:ana`,
      userName: 'ana',
      identityProvider: NameQualifier,
    });
    expect(JSON.parse(event?.responseElements ?? '')).toMatchObject({
      subject: 'ana',
      issuer: idp.entityId,
      subjectType: 'persistent',
    });
    const written = JSON.stringify(event);
    for (const secret of [input.SAMLAssertion, Credentials.SecretAccessKey, Credentials.SessionToken])
      expect(written).not.toContain(secret);
  });

  it('has no identity after an invalid assertion', async () => {
    const call = await trusting();
    await nobody.fails(AssumeRoleWithSAML, call({ input: { SAMLAssertion: 'AAAA' } }));
    const [event] = await events(account.accountId);
    expect(event).toMatchObject({
      outcome: 'Failed',
      errorCode: 'InvalidIdentityToken',
      principalType: 'Anonymous',
      userName: null,
    });
  });
});
