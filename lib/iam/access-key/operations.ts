import { rootUserArn } from '../../core/arns';
import { invalidInput, noSuchEntity } from '../../core/errors';
import { newAccessKeyId, newSecretAccessKey } from '../../core/ids';
import { defineOperation } from '../../core/operation';
import { encrypt } from '../../core/secrets/secrets';
import { entityCheck } from '../entity';
import { byAge, iamPageOf } from '../paging';
import { requireRoomFor } from '../quotas';
import { findSubject, requireOwner, subjectCheck } from '../subject';
import { AccessKey } from './resource';
import {
  CreateAccessKeyInput,
  DeleteAccessKeyInput,
  GetAccessKeyLastUsedInput,
  ListAccessKeysInput,
  UpdateAccessKeyInput,
} from './schema';

function noSuchKey(id: string) {
  return noSuchEntity(`The Access Key with id ${id} cannot be found`);
}

/** Creates an access key. Only this answer contains the secret. */
export const CreateAccessKey = defineOperation({
  service: 'iam',
  name: 'CreateAccessKey',
  access: 'Write',
  input: CreateAccessKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:CreateAccessKey', scope, subject),
  run: async (_input, scope, subject) => {
    const { accountId, userId, UserName } = requireOwner(scope, subject);
    await requireRoomFor(scope.db, AccessKey, { accountId, userId });
    const SecretAccessKey = newSecretAccessKey();
    const { id } = await scope.db.accessKey.create({
      data: {
        id: newAccessKeyId('AKIA'),
        accountId,
        userId,
        secretCipher: encrypt('access-key', SecretAccessKey),
        status: 'Active',
        createdAt: scope.now,
      },
    });
    return { AccessKey: { UserName, AccessKeyId: id, Status: 'Active' as const, SecretAccessKey, CreateDate: scope.now } };
  },
});

export const ListAccessKeys = defineOperation({
  service: 'iam',
  name: 'ListAccessKeys',
  access: 'List',
  input: ListAccessKeysInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:ListAccessKeys', scope, subject),
  run: async (input, scope, subject) => {
    const { accountId, userId, UserName } = requireOwner(scope, subject);
    const keys = await scope.db.accessKey.findMany({ where: { accountId, userId } });
    const { items, ...page } = iamPageOf(`ListAccessKeys:${accountId}:${userId ?? 'root'}`, keys, input, byAge);
    const AccessKeyMetadata = items.map((key) => ({
      UserName,
      AccessKeyId: key.id,
      Status: key.status === 'Active' ? ('Active' as const) : ('Inactive' as const),
      CreateDate: key.createdAt,
    }));
    return { AccessKeyMetadata, ...page };
  },
});

export const UpdateAccessKey = defineOperation({
  service: 'iam',
  name: 'UpdateAccessKey',
  access: 'Write',
  input: UpdateAccessKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:UpdateAccessKey', scope, subject),
  run: async ({ AccessKeyId, Status }, scope, subject) => {
    const { accountId, userId } = requireOwner(scope, subject);
    if (Status === 'Expired') throw invalidInput('Access keys do not expire: their status is Active or Inactive.');
    const { count } = await scope.db.accessKey.updateMany({
      where: { id: AccessKeyId, accountId, userId },
      data: { status: Status },
    });
    if (count === 0) throw noSuchKey(AccessKeyId);
    return {};
  },
});

export const DeleteAccessKey = defineOperation({
  service: 'iam',
  name: 'DeleteAccessKey',
  access: 'Write',
  input: DeleteAccessKeyInput,
  target: ({ UserName }, scope) => findSubject(scope, UserName),
  checks: (_input, scope, subject) => subjectCheck('iam:DeleteAccessKey', scope, subject),
  run: async ({ AccessKeyId }, scope, subject) => {
    const { accountId, userId } = requireOwner(scope, subject);
    const { count } = await scope.db.accessKey.deleteMany({ where: { id: AccessKeyId, accountId, userId } });
    if (count === 0) throw noSuchKey(AccessKeyId);
    return {};
  },
});

/**
 * Returns the last use of an access key. As in AWS, permission is checked on the key's user, and a key of another account is not
 * found.
 */
export const GetAccessKeyLastUsed = defineOperation({
  service: 'iam',
  name: 'GetAccessKeyLastUsed',
  access: 'Read',
  input: GetAccessKeyLastUsedInput,
  target: ({ AccessKeyId }, scope) =>
    scope.db.accessKey.findFirst({ where: { id: AccessKeyId, accountId: scope.accountId }, include: { user: true } }),
  checks: (_input, scope, key) => {
    const action = 'iam:GetAccessKeyLastUsed';
    if (!key) return [{ action, resource: '*' }];
    if (!key.user) return [{ action, resource: rootUserArn(scope.partition, scope.accountId) }];
    return entityCheck(action, scope, 'User', key.user, key.user.name);
  },
  run: async ({ AccessKeyId }, _scope, key) => {
    if (!key) throw noSuchKey(AccessKeyId);
    return {
      UserName: key.user?.name,
      AccessKeyLastUsed: {
        LastUsedDate: key.lastUsedAt ?? undefined,
        ServiceName: key.lastUsedService ?? 'N/A',
        Region: key.lastUsedRegion ?? 'N/A',
      },
    };
  },
});
