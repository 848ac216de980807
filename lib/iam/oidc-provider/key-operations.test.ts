import { generateKeyPairSync, type JsonWebKey } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { AttachUserPolicy } from '../attachment/operations';
import { lastEvent, userWith } from '../test-accounts';
import { GetOpenIDConnectProviderKeys, PutOpenIDConnectProviderKeys } from './key-operations';
import { CreateOpenIDConnectProvider, DeleteOpenIDConnectProvider } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const RSA = rsa.publicKey.export({ format: 'jwk' });
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).publicKey.export({ format: 'jwk' });
const EC = ec('P-256');
const keySet = (...keys: unknown[]) => JSON.stringify({ keys });
const named = (account: Actor) => ({
  OpenIDConnectProviderArn: `arn:aws:iam::${account.accountId}:oidc-provider/idp.acme.example`,
});

async function accountWithProvider() {
  const root = await world.account();
  await root.run(CreateOpenIDConnectProvider, { Url: 'https://idp.acme.example' });
  return root;
}

const put = (actor: Actor, KeySet: string | null, account = actor) =>
  actor.run(PutOpenIDConnectProviderKeys, { ...named(account), KeySet });
const refused = async (actor: Actor, KeySet: string | null, account = actor) => {
  const { shape, message } = await actor.fails(PutOpenIDConnectProviderKeys, { ...named(account), KeySet });
  return `${shape}: ${message}`;
};

describe('PutOpenIDConnectProviderKeys', () => {
  it('stores public keys with only their relevant members, and deletes them with a null KeySet', async () => {
    const root = await accountWithProvider();
    expect(await root.run(GetOpenIDConnectProviderKeys, named(root))).toEqual({ KeySet: null, Keys: [], IssuedHere: false });
    const marked = { ...RSA, kid: 'one', use: 'sig', alg: 'RS256', x5c: ['AAAA'], __proto__: { kty: 'oct' } };
    await put(root, keySet(marked, EC, { ...ec('P-384'), kid: '3' }, { ...ec('P-521'), kid: '5' }));
    const event = await lastEvent(world, root.accountId);
    expect(event).toMatchObject({ eventName: 'PutOpenIDConnectProviderKeys', eventSource: 'gatehouse', outcome: 'Success' });
    expect(JSON.parse(event.responseElements ?? '').keys[0]).toEqual({
      keyId: 'one',
      keyType: 'RSA 2048',
      algorithm: 'RS256',
      use: 'sig',
    });
    const { KeySet, Keys } = await root.run(GetOpenIDConnectProviderKeys, named(root));
    expect(JSON.parse(KeySet ?? '').keys.slice(0, 2)).toEqual([{ ...RSA, kid: 'one', use: 'sig', alg: 'RS256' }, EC]);
    expect(Keys).toEqual([
      { KeyId: 'one', KeyType: 'RSA 2048', Algorithm: 'RS256', Use: 'sig' },
      { KeyType: 'EC P-256' },
      { KeyId: '3', KeyType: 'EC P-384' },
      { KeyId: '5', KeyType: 'EC P-521' },
    ]);
    await put(root, null);
    expect((await root.run(GetOpenIDConnectProviderKeys, named(root))).KeySet).toBeNull();
  });

  it('returns an error that describes the invalid key or key set', async () => {
    const root = await accountWithProvider();
    const NO_SET = 'InvalidInputException: The key set must be a JSON object with a list "keys" of at least one key.';
    for (const text of ['{', '[]', 'null', '{"keys":{}}', '{"keys":[]}', JSON.stringify(RSA)]) {
      expect(await refused(root, text)).toBe(NO_SET);
    }
    const NO_KEY = 'is no RSA key, and no EC key of the curve P-256, P-384 or P-521.';
    const ed25519 = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' });
    const cases: [unknown, string][] = [
      [7, 'is no object.'],
      [[RSA], 'is no object.'],
      [null, 'is no object.'],
      [ed25519, NO_KEY],
      [ec('secp256k1'), NO_KEY],
      [{ ...RSA, n: undefined }, NO_KEY],
      [{ ...RSA, n: 'not base64url!' }, NO_KEY],
      [{ ...RSA, kid: 7 }, NO_KEY],
      [{ ...EC, y: EC.x }, 'is no valid key.'],
      [
        generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }),
        'has 1024 bits: RSA keys have 2048 to 8192.',
      ],
      [{ kty: 'RSA', e: 'AQAB', n: Buffer.alloc(1025, 255).toString('base64url') }, 'has 8200 bits: RSA keys have 2048 to 8192.'],
    ];
    for (const [key, why] of cases) {
      expect(await refused(root, keySet(EC, key))).toBe(`InvalidInputException: Key 2 of the key set ${why}`);
    }
    expect(await refused(root, keySet({ ...RSA, kid: 'a' }, { ...EC, kid: 'a' }))).toBe(
      'InvalidInputException: The key set has two keys with the same kid.',
    );
    expect((await root.run(GetOpenIDConnectProviderKeys, named(root))).KeySet).toBeNull();
  });

  it('refuses private and symmetric keys and does not record them in the event', async () => {
    const root = await accountWithProvider();
    const secrets: JsonWebKey[] = [
      rsa.privateKey.export({ format: 'jwk' }),
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
      { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQ' },
    ];
    for (const key of secrets) {
      expect(await refused(root, keySet(key))).toBe(
        'InvalidInputException: Key 1 of the key set is a private key: give its public members only.',
      );
      const event = await lastEvent(world, root.accountId);
      expect(event.outcome).toBe('Failed');
      expect(JSON.stringify(event)).not.toContain(key.d ?? key.k);
    }
  });

  it('accepts at most 100 keys and 64 KB', async () => {
    const root = await accountWithProvider();
    await put(root, keySet(...Array(100).fill(EC)));
    expect(await refused(root, keySet(...Array(101).fill(EC)))).toBe(
      'LimitExceededException: Cannot exceed quota for KeysPerOpenIdConnectProvider: 100',
    );
    expect(await refused(root, keySet(EC).padEnd(65_537))).toContain('Member must have length less than or equal to 65536');
  });

  it('requires permission both for iam:UpdateOpenIDConnectProviderThumbprint and for itself', async () => {
    const root = await accountWithProvider();
    const allow = (...Action: string[]) => ({ Effect: 'Allow', Action, Resource: '*' });
    const power = await userWith(world, root, 'power');
    await root.run(AttachUserPolicy, { UserName: 'power', PolicyArn: 'arn:aws:iam::aws:policy/PowerUserAccess' });
    const iam = await userWith(world, root, 'iam', allow('iam:*'));
    const ours = await userWith(world, root, 'ours', allow('gatehouse:*'));
    for (const actor of [power, ours]) {
      expect(await refused(actor, null)).toContain('not authorized to perform: iam:UpdateOpenIDConnectProviderThumbprint');
    }
    expect(await refused(iam, null)).toContain(
      `not authorized to perform: gatehouse:PutOpenIDConnectProviderKeys on resource: ${named(root).OpenIDConnectProviderArn}`,
    );
    const both = await userWith(
      world,
      root,
      'both',
      allow('gatehouse:PutOpenIDConnectProviderKeys', 'iam:UpdateOpenIDConnectProviderThumbprint'),
    );
    await put(both, keySet(EC));
  });
});

describe('the keys of an OpenID Connect provider', () => {
  it('are deleted with the provider and require permission for iam:GetOpenIDConnectProvider', async () => {
    const root = await accountWithProvider();
    await put(root, keySet(EC));
    const nobody = await userWith(world, root, 'nobody');
    expect((await nobody.fails(GetOpenIDConnectProviderKeys, named(root))).message).toContain('iam:GetOpenIDConnectProvider');
    await root.run(DeleteOpenIDConnectProvider, named(root));
    expect((await root.fails(GetOpenIDConnectProviderKeys, named(root))).shape).toBe('NoSuchEntityException');
    expect(await refused(root, null)).toContain('NoSuchEntityException');
    await root.run(CreateOpenIDConnectProvider, { Url: 'https://idp.acme.example' });
    expect((await root.run(GetOpenIDConnectProviderKeys, named(root))).KeySet).toBeNull();
  });

  it('cannot be read or written from another account', async () => {
    const [root, other] = [await world.account(), await accountWithProvider()];
    await put(other, keySet(EC));
    expect(await refused(root, null, other)).toContain('AccessDenied');
    expect((await root.fails(GetOpenIDConnectProviderKeys, named(other))).shape).toBe('AccessDenied');
    expect((await other.run(GetOpenIDConnectProviderKeys, named(other))).Keys).toHaveLength(1);
  });
});
