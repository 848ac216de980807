import { deleteConflict, entityAlreadyExists, limitExceeded, noSuchEntity, validationError } from '../../core/errors';
import { newMfaDeviceId } from '../../core/ids';
import { defineOperation, type Scope } from '../../core/operation';
import { encrypt } from '../../core/secrets/secrets';
import { readByIds } from '../../core/work/bulk';
import { iamPageOf } from '../paging';
import { findMfaDevice, SEED_PURPOSE } from './rows';
import { DeleteHardwareTokenInput, ImportHardwareTokenInput, ListHardwareTokensInput } from './schema';
import { readSeed } from './totp';

// AWS has the seeds of hardware tokens from the vendor and no calls for these operations. The permissions to create, list and
// delete virtual devices cover tokens too.

/** The number of tokens that the console lists at once. */
const MOST_TOKENS = 1000;

const tokenCheck = (action: string, { partition, accountId }: Scope, name: string) => [
  { action, resource: `arn:${partition}:iam::${accountId}:mfa/${name}` },
];

/** Imports a hardware token, so that it can be assigned by its serial number and two codes. The seed is never shown again. */
export const ImportHardwareToken = defineOperation({
  service: 'gatehouse',
  name: 'ImportHardwareToken',
  access: 'Write',
  input: ImportHardwareTokenInput,
  checks: ({ SerialNumber }, scope) => tokenCheck('iam:CreateVirtualMFADevice', scope, SerialNumber),
  run: async ({ SerialNumber, Seed, SeedFormat }, scope) => {
    const { db, accountId, now } = scope;
    const seed = readSeed(Seed, SeedFormat);
    if (seed === null)
      throw validationError(
        `A seed has 16 to 64 bytes, here as ${SeedFormat === 'hex' ? 'hexadecimal digits' : 'base32'}.`,
        'Seed',
      );
    if (await findMfaDevice(scope, SerialNumber))
      throw entityAlreadyExists('A hardware token with this serial number exists already.', 'SerialNumber');
    if ((await db.mfaDevice.count({ where: { accountId, kind: 'hardware' } })) >= MOST_TOKENS)
      throw limitExceeded(`An account can have at most ${MOST_TOKENS} hardware tokens.`);
    const name = { path: '/', name: SerialNumber, nameKey: SerialNumber.toLowerCase() };
    const data = { id: newMfaDeviceId(), accountId, kind: 'hardware', ...name, createdAt: now };
    await db.mfaDevice.create({ data: { ...data, seedCipher: encrypt(SEED_PURPOSE, seed) } });
    return { SerialNumber };
  },
});

/** Lists the imported hardware tokens with their users. */
export const ListHardwareTokens = defineOperation({
  service: 'gatehouse',
  name: 'ListHardwareTokens',
  access: 'List',
  input: ListHardwareTokensInput,
  checks: (_input, scope) => tokenCheck('iam:ListVirtualMFADevices', scope, ''),
  run: async (input, { db, accountId }) => {
    const rows = await db.mfaDevice.findMany({ where: { accountId, kind: 'hardware' } });
    const { items, ...page } = iamPageOf(`ListHardwareTokens:${accountId}`, rows, input, (row) => row.nameKey);
    const owners = await readByIds(
      items.flatMap(({ userId }) => userId ?? []),
      (ids) => db.user.findMany({ where: { id: { in: ids } }, select: { id: true, name: true } }),
    );
    const nameOf = new Map<string | null, string>(owners.map(({ id, name }) => [id, name]));
    const Tokens = items.map(({ name, createdAt, enabledAt, userId, ownedByRoot }) => ({
      SerialNumber: name,
      CreateDate: createdAt,
      EnableDate: enabledAt ?? undefined,
      AssignedTo: nameOf.get(userId),
      IsRoot: ownedByRoot,
    }));
    return { Tokens, ...page };
  },
});

/** Deletes a token that is assigned to nobody. */
export const DeleteHardwareToken = defineOperation({
  service: 'gatehouse',
  name: 'DeleteHardwareToken',
  access: 'Write',
  input: DeleteHardwareTokenInput,
  target: ({ SerialNumber }, scope) => findMfaDevice(scope, SerialNumber),
  checks: ({ SerialNumber }, scope) => tokenCheck('iam:DeleteVirtualMFADevice', scope, SerialNumber),
  run: async ({ SerialNumber }, { db }, token) => {
    if (!token) throw noSuchEntity(`There is no hardware token with serial number ${SerialNumber}.`);
    if (token.enabledAt !== null) throw deleteConflict('The hardware token is assigned. Remove it from its user first.');
    await db.mfaDevice.delete({ where: { id: token.id } });
    return {};
  },
});
