import { requestTagContext } from '../../core/authorization/context';
import { entityAlreadyExists, invalidInput, noSuchEntity } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { readTags } from '../../core/tags';
import { oneOf } from '../../core/text/lists';
import type { Transaction } from '../../db/client';
import { providerCheck, shownProviderArn, storedProviderArn } from '../provider-arns';
import { requireRoomFor } from '../quotas';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { SamlProvider } from './resource';
import {
  addPrivateKey,
  deleteSamlProvider,
  findPrivateKeys,
  findSamlProvider,
  insertSamlProvider,
  requireSamlProvider,
  validUntilOf,
} from './rows';
import {
  AssertionEncryptionMode,
  CreateSAMLProviderInput,
  DeleteSAMLProviderInput,
  GetSAMLProviderInput,
  ListSAMLProvidersInput,
  UpdateSAMLProviderInput,
} from './schema';

/**
 * Refuses to require encrypted assertions without a private key.
 * @throws AwsError InvalidInput
 */
async function requireUsableMode(db: Transaction, providerArn: string): Promise<void> {
  const { assertionEncryptionMode } = await db.samlProvider.findUniqueOrThrow({ where: { arn: providerArn } });
  if (assertionEncryptionMode !== 'Required' || (await findPrivateKeys(db, providerArn)).length > 0) return;
  throw invalidInput('A SAML provider that requires encrypted assertions must have a private key.', 'AddPrivateKey');
}

export const CreateSAMLProvider = defineOperation({
  service: 'iam',
  name: 'CreateSAMLProvider',
  access: 'Write',
  input: CreateSAMLProviderInput,
  target: ({ Name }, { db, accountId }: Scope) =>
    db.samlProvider.findUnique({ where: { accountId_nameKey: { accountId, nameKey: Name.toLowerCase() } } }),
  checks: ({ Name, Tags }, { accountId, partition }) => {
    const resource = shownProviderArn(partition, storedProviderArn(accountId, 'saml-provider', Name));
    const context = requestTagContext(Tags);
    const checks: Check[] = [{ action: 'iam:CreateSAMLProvider', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagSAMLProvider', resource, context });
    return checks;
  },
  run: async (
    { SAMLMetadataDocument, Name, Tags, AssertionEncryptionMode, AddPrivateKey },
    { db, accountId, partition, now },
    existing,
  ) => {
    const validUntil = validUntilOf(SAMLMetadataDocument, now);
    if (existing) throw entityAlreadyExists(`Provider with name ${Name} already exists.`, 'Name');
    await requireRoomFor(db, SamlProvider, { accountId });
    const given = { accountId, name: Name, metadata: SAMLMetadataDocument, validUntil, now };
    const provider = await insertSamlProvider(db, { ...given, assertionEncryptionMode: AssertionEncryptionMode });
    const { arn } = provider;
    if (AddPrivateKey !== undefined) await addPrivateKey(db, provider, AddPrivateKey, now);
    await requireUsableMode(db, arn);
    if (Tags) await tagIamResource(db, { id: arn, accountId }, Tags);
    return { SAMLProviderArn: shownProviderArn(partition, arn), Tags: Tags && Tags.length > 0 ? Tags : undefined };
  },
});

export const GetSAMLProvider = defineOperation({
  service: 'iam',
  name: 'GetSAMLProvider',
  access: 'Read',
  input: GetSAMLProviderInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:GetSAMLProvider', scope, ref, row),
  run: async ({ SAMLProviderArn }, { db }, target) => {
    const row = requireSamlProvider(target, SAMLProviderArn);
    const keys = await findPrivateKeys(db, row.arn);
    return {
      SAMLProviderUUID: row.uuid,
      SAMLMetadataDocument: row.metadata,
      CreateDate: row.createdAt,
      ValidUntil: row.validUntil ?? undefined,
      Tags: await readTags(db, row.arn),
      AssertionEncryptionMode:
        row.assertionEncryptionMode === null ? undefined : oneOf(AssertionEncryptionMode.options, row.assertionEncryptionMode),
      PrivateKeyList: keys.map(({ id, createdAt }) => ({ KeyId: id, Timestamp: createdAt })),
    };
  },
});

export const ListSAMLProviders = defineOperation({
  service: 'iam',
  name: 'ListSAMLProviders',
  access: 'List',
  input: ListSAMLProvidersInput,
  checks: (_input, scope) => [
    { action: 'iam:ListSAMLProviders', resource: `arn:${scope.partition}:iam::${scope.accountId}:saml-provider/*` },
  ],
  run: async (_input, { db, accountId, partition }) => {
    const rows = await db.samlProvider.findMany({
      where: { accountId },
      select: { arn: true, validUntil: true, createdAt: true },
      orderBy: { nameKey: 'asc' },
    });
    return {
      SAMLProviderList: rows.map(({ arn, validUntil, createdAt }) => ({
        Arn: shownProviderArn(partition, arn),
        ValidUntil: validUntil ?? undefined,
        CreateDate: createdAt,
      })),
    };
  },
});

/** Changes the given members. A key is removed before another is added, so that one call can replace one of two. */
export const UpdateSAMLProvider = defineOperation({
  service: 'iam',
  name: 'UpdateSAMLProvider',
  access: 'Write',
  input: UpdateSAMLProviderInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:UpdateSAMLProvider', scope, ref, row),
  run: async (input, { db, partition, now }, target) => {
    const provider = requireSamlProvider(target, input.SAMLProviderArn);
    const { SAMLMetadataDocument: metadata, AssertionEncryptionMode, AddPrivateKey, RemovePrivateKey } = input;
    const { arn } = provider;
    await db.samlProvider.update({
      where: { arn },
      data: {
        ...(metadata === undefined ? {} : { metadata, validUntil: validUntilOf(metadata, now) }),
        assertionEncryptionMode: AssertionEncryptionMode,
      },
    });
    if (RemovePrivateKey !== undefined) await removePrivateKey(db, arn, RemovePrivateKey);
    if (AddPrivateKey !== undefined) await addPrivateKey(db, provider, AddPrivateKey, now);
    await requireUsableMode(db, arn);
    return { SAMLProviderArn: shownProviderArn(partition, arn) };
  },
});

async function removePrivateKey(db: Transaction, providerArn: string, id: string): Promise<void> {
  const { count } = await db.samlPrivateKey.deleteMany({ where: { id, providerArn } });
  if (count === 0) throw noSuchEntity(`The private key with id ${id} cannot be found.`);
}

/** Deletes a SAML provider. As in AWS, roles that name it stay but can no longer be assumed through it. */
export const DeleteSAMLProvider = defineOperation({
  service: 'iam',
  name: 'DeleteSAMLProvider',
  access: 'Write',
  input: DeleteSAMLProviderInput,
  target: ({ SAMLProviderArn }, scope) => findSamlProvider(scope, SAMLProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:DeleteSAMLProvider', scope, ref, row),
  run: async ({ SAMLProviderArn }, { db }, target) => {
    await deleteSamlProvider(db, requireSamlProvider(target, SAMLProviderArn));
    return {};
  },
});

export const { TagSAMLProvider, UntagSAMLProvider, ListSAMLProviderTags } = tagOperations(SamlProvider);
