import type { GetCallerIdentityResponse } from '@aws-sdk/client-sts';
import { userIdOf } from '../../core/authorization/context';
import { validationError } from '../../core/errors';
import { defineOperation } from '../../core/operation';
import { GetAccessKeyInfoInput, GetCallerIdentityInput } from './schema';

/** Returns the caller. As in AWS, it needs no permission, and not even an explicit deny stops it. */
export const GetCallerIdentity = defineOperation({
  service: 'sts',
  name: 'GetCallerIdentity',
  access: 'Read',
  input: GetCallerIdentityInput,
  checks: () => [],
  run: async (_, { caller }) =>
    ({
      UserId: userIdOf(caller.principal),
      Account: caller.accountId,
      Arn: 'arn' in caller.principal ? caller.principal.arn : undefined,
    }) satisfies GetCallerIdentityResponse,
});

/** Returns the account of an access key. As in AWS, every caller may ask, and learns nothing else. */
export const GetAccessKeyInfo = defineOperation({
  service: 'sts',
  name: 'GetAccessKeyInfo',
  access: 'Read',
  input: GetAccessKeyInfoInput,
  target: async ({ AccessKeyId }, { db }) =>
    (await db.accessKey.findUnique({ where: { id: AccessKeyId }, select: { accountId: true } })) ??
    (await db.temporaryCredential.findUnique({ where: { accessKeyId: AccessKeyId }, select: { accountId: true } })),
  checks: () => [{ action: 'sts:GetAccessKeyInfo', resource: '*' }],
  run: async ({ AccessKeyId }, _scope, key) => {
    if (!key) throw validationError(`Invalid access key id: ${AccessKeyId}`);
    return { Account: key.accountId };
  },
});
