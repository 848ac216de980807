import { AwsError, invalidInput, noSuchEntity } from '../../core/errors';
import { newIamId } from '../../core/ids';
import { defineOperation, type Scope } from '../../core/operation';
import type { Transaction } from '../../db/client';
import { byAge, iamPageOf } from '../paging';
import { requireRoomFor } from '../quotas';
import { findSubject, requireOwner, type Subject, subjectCheck } from '../subject';
import { parseSshKey, type SshKey, toPem } from './documents';
import { SshPublicKey } from './resource';
import {
  DeleteSSHPublicKeyInput,
  GetSSHPublicKeyInput,
  ListSSHPublicKeysInput,
  UpdateSSHPublicKeyInput,
  UploadSSHPublicKeyInput,
} from './schema';

const ABOUT = { member: 'SSHPublicKeyBody' };

type KeyRow = NonNullable<Awaited<ReturnType<Transaction['sshPublicKey']['findUnique']>>>;

function noSuchKey(id: string): AwsError {
  return noSuchEntity(`The Public Key with id ${id} cannot be found.`);
}

/**
 * Returns a valid key.
 * @throws AwsError UnrecognizedPublicKeyEncoding or InvalidPublicKey
 */
function requireSshKey(material: string): SshKey {
  const key = parseSshKey(material);
  if (key === 'unrecognized') {
    const sentence = 'The SSH public key must be an RSA key, encoded in ssh-rsa format or PEM format.';
    throw new AwsError('UnrecognizedPublicKeyEncodingException', sentence, {}, ABOUT);
  }
  if (key === 'invalid')
    throw new AwsError('InvalidPublicKeyException', 'The SSH public key is malformed or has fewer than 2048 bits.', {}, ABOUT);
  return key;
}

/**
 * Returns the columns that find a user's key; null for the root user, who has none.
 * @throws AwsError NoSuchEntity for a missing user
 */
function keysOf(scope: Scope, subject: Subject): { accountId: string; userId: string; UserName: string } | null {
  const { accountId, userId, UserName } = requireOwner(scope, subject);
  return userId === null || UserName === undefined ? null : { accountId, userId, UserName };
}

async function requireKey(scope: Scope, subject: Subject, id: string): Promise<{ row: KeyRow; UserName: string }> {
  const owner = keysOf(scope, subject);
  const row = owner && (await scope.db.sshPublicKey.findFirst({ where: { id, userId: owner.userId } }));
  if (!row) throw noSuchKey(id);
  return { row, UserName: owner.UserName };
}

function toMetadata(row: KeyRow, UserName: string) {
  const Status = row.status === 'Active' ? ('Active' as const) : ('Inactive' as const);
  return { UserName, SSHPublicKeyId: row.id, Status, UploadDate: row.createdAt };
}

export const UploadSSHPublicKey = defineOperation({
  service: 'iam',
  name: 'UploadSSHPublicKey',
  access: 'Write',
  input: UploadSSHPublicKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:UploadSSHPublicKey', scope, subject),
  run: async ({ SSHPublicKeyBody }, scope, subject) => {
    const owner = keysOf(scope, subject);
    if (!owner) throw noSuchEntity('The root user has no SSH public keys.');
    const { accountId, userId, UserName } = owner;
    const key = requireSshKey(SSHPublicKeyBody);
    if (await scope.db.sshPublicKey.count({ where: { userId, fingerprint: key.fingerprint } })) {
      const sentence = 'The SSH public key is already associated with the specified IAM user.';
      throw new AwsError('DuplicateSSHPublicKeyException', sentence, {}, ABOUT);
    }
    await requireRoomFor(scope.db, SshPublicKey, { accountId, userId });
    const row = await scope.db.sshPublicKey.create({
      data: { id: newIamId('APKA'), accountId, userId, ...key, status: 'Active', createdAt: scope.now },
    });
    return {
      SSHPublicKey: { ...toMetadata(row, UserName), Fingerprint: row.fingerprint, SSHPublicKeyBody: SSHPublicKeyBody.trim() },
    };
  },
});

export const GetSSHPublicKey = defineOperation({
  service: 'iam',
  name: 'GetSSHPublicKey',
  access: 'Read',
  input: GetSSHPublicKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:GetSSHPublicKey', scope, subject),
  run: async ({ SSHPublicKeyId, Encoding }, scope, subject) => {
    if (Encoding !== 'SSH' && Encoding !== 'PEM')
      throw new AwsError('UnrecognizedPublicKeyEncodingException', `The encoding ${Encoding} is unsupported: it is SSH or PEM.`);
    const { row, UserName } = await requireKey(scope, subject, SSHPublicKeyId);
    const SSHPublicKeyBody = Encoding === 'PEM' ? toPem(row) : row.body;
    return { SSHPublicKey: { ...toMetadata(row, UserName), Fingerprint: row.fingerprint, SSHPublicKeyBody } };
  },
});

export const ListSSHPublicKeys = defineOperation({
  service: 'iam',
  name: 'ListSSHPublicKeys',
  access: 'List',
  input: ListSSHPublicKeysInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListSSHPublicKeys', scope, subject),
  run: async (input, scope, subject) => {
    const owner = keysOf(scope, subject);
    const rows = owner ? await scope.db.sshPublicKey.findMany({ where: { userId: owner.userId } }) : [];
    const list = `ListSSHPublicKeys:${scope.accountId}:${owner?.userId ?? 'root'}`;
    const { items, ...page } = iamPageOf(list, rows, input, byAge);
    return { SSHPublicKeys: owner ? items.map((row) => toMetadata(row, owner.UserName)) : [], ...page };
  },
});

export const UpdateSSHPublicKey = defineOperation({
  service: 'iam',
  name: 'UpdateSSHPublicKey',
  access: 'Write',
  input: UpdateSSHPublicKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:UpdateSSHPublicKey', scope, subject),
  run: async ({ SSHPublicKeyId, Status }, scope, subject) => {
    const { row } = await requireKey(scope, subject, SSHPublicKeyId);
    if (Status === 'Expired') throw invalidInput('SSH public keys do not expire: their status is Active or Inactive.');
    await scope.db.sshPublicKey.update({ where: { id: row.id }, data: { status: Status } });
    return {};
  },
});

export const DeleteSSHPublicKey = defineOperation({
  service: 'iam',
  name: 'DeleteSSHPublicKey',
  access: 'Write',
  input: DeleteSSHPublicKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:DeleteSSHPublicKey', scope, subject),
  run: async ({ SSHPublicKeyId }, scope, subject) => {
    const { row } = await requireKey(scope, subject, SSHPublicKeyId);
    await scope.db.sshPublicKey.delete({ where: { id: row.id } });
    return {};
  },
});
