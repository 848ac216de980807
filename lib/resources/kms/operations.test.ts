import { afterAll, describe, expect, it } from 'vitest';
import { type Actor, createTestWorld } from '../../core/test-world';
import { CreateUser, DeleteUser } from '../../iam/user/operations';
import { allow, userWith } from '../../sts/test-actors';
import { resourcePolicy } from '../test-tables';
import { CreateAlias } from './alias-operations';
import { Decrypt, Encrypt, GenerateDataKey } from './cryptography-operations';
import { CreateKey, DescribeKey, GetKeyPolicy, ListKeys, PutKeyPolicy, ScheduleKeyDeletion } from './operations';

const world = await createTestWorld();
afterAll(() => world.close());

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
const text = (value: Uint8Array) => Buffer.from(value).toString();

async function newKey(owner: Actor, input: object = {}): Promise<{ KeyId: string; Arn: string }> {
  const { KeyMetadata } = await owner.run(CreateKey, input);
  return { KeyId: KeyMetadata.KeyId, Arn: KeyMetadata.Arn };
}

const statement = (AWS: string | readonly string[], Action: string, more: object = {}) => ({
  Effect: 'Allow',
  Principal: { AWS },
  Action,
  Resource: '*',
  ...more,
});
const policyOf = (...Statement: object[]) => JSON.stringify({ Version: '2012-10-17', Statement });

describe('a KMS key', () => {
  it('decrypts only its own ciphertext, with the same encryption context', async () => {
    const owner = await world.account();
    const [key, other] = [await newKey(owner), await newKey(owner)];
    const EncryptionContext = { tenant: 'blue', purpose: 'backup' };
    const { CiphertextBlob } = await owner.run(Encrypt, { KeyId: key.KeyId, Plaintext: bytes('secret'), EncryptionContext });
    expect(text(CiphertextBlob)).not.toContain('secret');
    const opened = await owner.run(Decrypt, { CiphertextBlob, EncryptionContext: { purpose: 'backup', tenant: 'blue' } });
    expect([text(opened.Plaintext), opened.KeyId]).toEqual(['secret', key.Arn]);
    expect(await owner.fails(Decrypt, { CiphertextBlob })).toMatchObject({ shape: 'InvalidCiphertextException' });
    const changed = CiphertextBlob.with(CiphertextBlob.length - 1, 0);
    expect(await owner.fails(Decrypt, { CiphertextBlob: changed, EncryptionContext })).toMatchObject({
      shape: 'InvalidCiphertextException',
    });
    expect(await owner.fails(Decrypt, { CiphertextBlob, EncryptionContext, KeyId: other.KeyId })).toMatchObject({
      shape: 'IncorrectKeyException',
    });
    const { Plaintext, ...data } = await owner.run(GenerateDataKey, { KeyId: key.KeyId, NumberOfBytes: 24 });
    expect(Plaintext).toHaveLength(24);
    expect((await owner.run(Decrypt, { CiphertextBlob: data.CiphertextBlob })).Plaintext).toEqual(Buffer.from(Plaintext));
  });

  it('stores its key material encrypted, and records no plaintext in events', async () => {
    const owner = await world.account();
    const { KeyId } = await newKey(owner);
    await owner.run(Encrypt, { KeyId, Plaintext: bytes('told to nobody') });
    const { materialCipher } = await world.database.reader.kmsKeyMaterial.findUniqueOrThrow({ where: { keyId: KeyId } });
    expect(Buffer.from(materialCipher, 'base64')).toHaveLength(12 + 16 + 44);
    const events = await world.database.reader.event.findMany({ where: { accountId: owner.accountId, eventName: 'Encrypt' } });
    expect(events).toMatchObject([{ readOnly: true, eventSource: 'kms.amazonaws.com', outcome: 'Success' }]);
    expect(JSON.stringify(events)).not.toMatch(/told to nobody|dG9sZCB0byBub2JvZHk/);
  });

  it('is deleted with its aliases after the waiting period', async () => {
    const owner = await world.account();
    const { KeyId } = await newKey(owner);
    await owner.run(CreateAlias, { AliasName: 'alias/old', TargetKeyId: KeyId });
    const { DeletionDate } = await owner.run(ScheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
    expect((await owner.run(ListKeys, {})).Keys).toHaveLength(1);
    const later = owner.with({ now: DeletionDate });
    expect((await later.run(ListKeys, {})).Keys).toEqual([]);
    expect(await later.fails(DescribeKey, { KeyId })).toMatchObject({ shape: 'NotFoundException' });
    const fresh = await newKey(later);
    await later.run(CreateAlias, { AliasName: 'alias/old', TargetKeyId: fresh.KeyId });
    expect(await world.database.reader.kmsKeyMaterial.count({ where: { accountId: owner.accountId } })).toBe(1);
  });
});

describe('access to a key', () => {
  it('is decided by the key policy alone: an administrator without a statement is denied', async () => {
    const owner = await world.account();
    const admin = await userWith(world, owner, 'admin', allow(['*']));
    const { KeyId, Arn } = await newKey(owner);
    await admin.run(DescribeKey, { KeyId });
    const Policy = policyOf(
      statement(`arn:aws:iam::${owner.accountId}:root`, 'kms:*', {
        Condition: { Bool: { 'aws:PrincipalIsAWSService': 'true' } },
      }),
    );
    await owner.run(PutKeyPolicy, { KeyId, Policy, BypassPolicyLockoutSafetyCheck: true });
    const denied = await admin.fails(Encrypt, { KeyId, Plaintext: bytes('x') });
    expect(denied.message).toBe(
      `User: arn:aws:iam::${owner.accountId}:user/admin is not authorized to perform: kms:Encrypt on resource: ${Arn} because no resource-based policy allows the kms:Encrypt action`,
    );
  });

  it('from another account needs both policies, and a denial shows only the caller’s side', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const [able, unable] = [
      await userWith(world, guest, 'able', allow(['kms:Decrypt', 'kms:Encrypt'])),
      await userWith(world, guest, 'unable', allow(['s3:*'])),
    ];
    const { KeyId, Arn } = await newKey(owner);
    await owner.run(CreateAlias, { AliasName: 'alias/own', TargetKeyId: KeyId });
    const ask = (actor: Actor) =>
      actor.run(Encrypt, { KeyId: Arn, Plaintext: bytes('x') }).then(
        () => 'Success',
        ({ shape }) => shape,
      );
    expect(await ask(able)).toBe('AccessDenied');
    const Policy = policyOf(
      statement(owner.accountId, 'kms:*'),
      statement(guest.accountId, 'kms:Encrypt', { Sid: 'KnownToTheOwnerAlone' }),
    );
    await owner.run(PutKeyPolicy, { KeyId, Policy });
    expect([await ask(able), await ask(unable)]).toEqual(['Success', 'AccessDenied']);
    const trace = await world.database.reader.decisionTrace.findMany({ where: { accountId: guest.accountId } });
    expect(trace).toHaveLength(2);
    expect(JSON.stringify(trace)).not.toMatch(/KnownToTheOwnerAlone|ResourceAliases|KeySpec/);
    // AWS: other accounts can never make these calls, whatever the key policy allows.
    const all = policyOf(statement([owner.accountId, guest.accountId], 'kms:*'));
    await owner.run(PutKeyPolicy, { KeyId, Policy: all });
    expect(await guest.fails(GetKeyPolicy, { KeyId: Arn })).toMatchObject({ shape: 'AccessDenied' });
    expect((await guest.run(DescribeKey, { KeyId: Arn })).KeyMetadata.Arn).toBe(Arn);
    // A ciphertext names its key, but gives no permission to use it.
    const { CiphertextBlob } = await owner.run(Encrypt, { KeyId, Plaintext: bytes('x') });
    expect(await unable.fails(Decrypt, { CiphertextBlob })).toMatchObject({ shape: 'AccessDenied' });
    // A missing key must look like one that the caller may not see.
    const none = Arn.replace(/.{4}$/, '0000');
    expect(await able.fails(Encrypt, { KeyId: none, Plaintext: bytes('x') })).toMatchObject({ shape: 'AccessDenied' });
  });

  it('from another account is enforced even if the caller’s account enforces no policies', async () => {
    const [owner, guest] = [await world.account(), await world.account()];
    const { Arn } = await newKey(owner);
    await world.database.writer.account.update({
      where: { id: guest.accountId },
      data: { enforcement: 'off', revision: { increment: 1 } },
    });
    expect(await guest.fails(Encrypt, { KeyId: Arn, Plaintext: bytes('x') })).toMatchObject({ shape: 'AccessDenied' });
  });

  it('can depend on the encryption context, the alias, the tags and the caller’s account', async () => {
    const owner = await world.account();
    const { KeyId, Arn } = await newKey(owner, { Tags: [{ TagKey: 'team', TagValue: 'blue' }] });
    await owner.run(CreateAlias, { AliasName: 'alias/books', TargetKeyId: KeyId });
    const tried = async (Condition: object, input: object) => {
      await owner.run(PutKeyPolicy, {
        KeyId,
        Policy: policyOf(
          statement(owner.accountId, 'kms:PutKeyPolicy'),
          statement(owner.accountId, 'kms:Encrypt', { Condition }),
        ),
      });
      const call = { KeyId, Plaintext: bytes('x'), ...input };
      return owner.run(Encrypt, call).then(
        () => true,
        () => false,
      );
    };
    const tenant = { StringEquals: { 'kms:EncryptionContext:tenant': 'blue' } };
    expect(await tried(tenant, { EncryptionContext: { tenant: 'blue' } })).toBe(true);
    expect(await tried(tenant, { EncryptionContext: { tenant: 'red' } })).toBe(false);
    const keys = { 'ForAllValues:StringEquals': { 'kms:EncryptionContextKeys': ['tenant'] } };
    expect(await tried(keys, { EncryptionContext: { tenant: 'x' } })).toBe(true);
    expect(await tried(keys, { EncryptionContext: { tenant: 'x', more: 'y' } })).toBe(false);
    const alias = { StringEquals: { 'kms:RequestAlias': 'alias/books' } };
    expect([await tried(alias, { KeyId: 'alias/books' }), await tried(alias, { KeyId: Arn })]).toEqual([true, false]);
    const has = { 'ForAnyValue:StringLike': { 'kms:ResourceAliases': 'alias/b*' } };
    expect(await tried(has, {})).toBe(true);
    const tagged = (team: string) => ({ StringEquals: { 'aws:ResourceTag/team': team, 'kms:CallerAccount': owner.accountId } });
    expect([await tried(tagged('blue'), {}), await tried(tagged('red'), {})]).toEqual([true, false]);
  });
});

describe('the policy of a key', () => {
  it('stores users by unique ID, and shows existing users by ARN and account IDs as root users', async () => {
    const owner = await world.account();
    const { User } = await owner.run(CreateUser, { UserName: 'ana' });
    const { KeyId } = await newKey(owner);
    const outsider = 'arn:aws:iam::111122223333:user/elsewhere';
    const root = `arn:aws:iam::${owner.accountId}:root`;
    const Policy = resourcePolicy(statement([User.Arn, owner.accountId, outsider], 'kms:*'));
    await owner.run(PutKeyPolicy, { KeyId, Policy });
    const stored = (await world.database.reader.resource.findUniqueOrThrow({ where: { id: KeyId } })).policy;
    expect(stored).toBe(resourcePolicy(statement([User.UserId, root, outsider], 'kms:*')));
    const shown = async () => JSON.parse((await owner.run(GetKeyPolicy, { KeyId })).Policy).Statement[0].Principal.AWS;
    expect(await shown()).toEqual([User.Arn, root, outsider]);
    await owner.run(DeleteUser, { UserName: 'ana' });
    await owner.run(CreateUser, { UserName: 'ana' });
    expect(await shown()).toEqual([User.UserId, root, outsider]);
  });
});
