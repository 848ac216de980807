import { requestTagContext } from '../../core/authorization/context';
import { entityAlreadyExists, invalidInput } from '../../core/errors';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { deleteTagsOf, readTags } from '../../core/tags';
import { providerCheck, shownProviderArn, storedProviderArn } from '../provider-arns';
import { requireRoom, requireRoomFor } from '../quotas';
import { tagOperations } from '../tag-operations';
import { tagIamResource } from '../tags';
import { requireProviderUrl } from './provider-url';
import { OpenIDConnectProvider } from './resource';
import { findOpenIDConnectProvider, readList, requireOpenIDConnectProvider } from './rows';
import {
  AddClientIDToOpenIDConnectProviderInput,
  CreateOpenIDConnectProviderInput,
  DeleteOpenIDConnectProviderInput,
  GetOpenIDConnectProviderInput,
  ListOpenIDConnectProvidersInput,
  RemoveClientIDFromOpenIDConnectProviderInput,
  UpdateOpenIDConnectProviderThumbprintInput,
} from './schema';

const MAX_THUMBPRINTS = 5;

/** Returns valid thumbprints in lower case. As in AWS, they need not be hexadecimal. */
function checkedThumbprints(thumbprints: readonly string[]): string[] {
  // AWS's message, although five are accepted.
  if (thumbprints.length > MAX_THUMBPRINTS)
    throw invalidInput('Thumbprint list must contain fewer than 5 entries.', 'ThumbprintList');
  return thumbprints.map((thumbprint) => thumbprint.toLowerCase());
}

function checkedClientIds(clientIds: readonly string[], member: 'ClientIDList' | 'ClientID'): string[] {
  const different = [...new Set(clientIds)];
  requireRoom('ClientIdsPerOpenIdConnectProvider', different.length - 1, member);
  return different;
}

/**
 * Creates an OIDC provider. AWS fetches missing thumbprints from the server. Gatehouse makes no outgoing calls: a missing list
 * stays empty, and tokens are verified with the keys stored by PutOpenIDConnectProviderKeys.
 */
export const CreateOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'CreateOpenIDConnectProvider',
  access: 'Write',
  input: CreateOpenIDConnectProviderInput,
  target: async ({ Url }, { db, accountId }: Scope) => {
    const url = requireProviderUrl(Url);
    const arn = storedProviderArn(accountId, 'oidc-provider', url);
    return { url, arn, existing: await db.openIDConnectProvider.findUnique({ where: { arn } }) };
  },
  checks: ({ Tags }, scope, { arn }) => {
    const [resource, context] = [shownProviderArn(scope.partition, arn), requestTagContext(Tags)];
    const checks: Check[] = [{ action: 'iam:CreateOpenIDConnectProvider', resource, context }];
    // AWS: tagging on creation needs permission to tag.
    if (Tags && Tags.length > 0) checks.push({ action: 'iam:TagOpenIDConnectProvider', resource, context });
    return checks;
  },
  run: async ({ Url, ClientIDList, ThumbprintList, Tags }, { db, accountId, partition, now }, { url, arn, existing }) => {
    const clientIds = JSON.stringify(checkedClientIds(ClientIDList ?? [], 'ClientIDList'));
    const thumbprints = JSON.stringify(checkedThumbprints(ThumbprintList ?? []));
    if (existing) throw entityAlreadyExists(`Provider with url ${Url} already exists.`, 'Url');
    await requireRoomFor(db, OpenIDConnectProvider, { accountId });
    await db.openIDConnectProvider.create({ data: { arn, accountId, url, clientIds, thumbprints, createdAt: now } });
    if (Tags) await tagIamResource(db, { id: arn, accountId }, Tags);
    return { OpenIDConnectProviderArn: shownProviderArn(partition, arn), Tags: Tags && Tags.length > 0 ? Tags : undefined };
  },
});

export const GetOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'GetOpenIDConnectProvider',
  access: 'Read',
  input: GetOpenIDConnectProviderInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:GetOpenIDConnectProvider', scope, ref, row),
  run: async ({ OpenIDConnectProviderArn }, { db }, target) => {
    const { arn, url, clientIds, thumbprints, createdAt } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    return {
      Url: url,
      ClientIDList: readList(clientIds),
      ThumbprintList: readList(thumbprints),
      CreateDate: createdAt,
      Tags: await readTags(db, arn),
    };
  },
});

export const ListOpenIDConnectProviders = defineOperation({
  service: 'iam',
  name: 'ListOpenIDConnectProviders',
  access: 'List',
  input: ListOpenIDConnectProvidersInput,
  checks: (_input, scope) => [
    { action: 'iam:ListOpenIDConnectProviders', resource: `arn:${scope.partition}:iam::${scope.accountId}:oidc-provider/*` },
  ],
  run: async (_input, { db, accountId, partition }) => {
    const rows = await db.openIDConnectProvider.findMany({
      where: { accountId },
      select: { arn: true },
      orderBy: { arn: 'asc' },
    });
    return { OpenIDConnectProviderList: rows.map(({ arn }) => ({ Arn: shownProviderArn(partition, arn) })) };
  },
});

/** Deletes an OIDC provider. As in AWS, a missing one is no error, and roles that name it stay unchanged. */
export const DeleteOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'DeleteOpenIDConnectProvider',
  access: 'Write',
  input: DeleteOpenIDConnectProviderInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:DeleteOpenIDConnectProvider', scope, ref, row),
  run: async (_input, { db }, { row }) => {
    if (!row) return {};
    await deleteTagsOf(db, [row.arn]);
    await db.openIDConnectProvider.delete({ where: { arn: row.arn } });
    return {};
  },
});

/** Adds a client id. As in AWS, an existing one is no error. */
export const AddClientIDToOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'AddClientIDToOpenIDConnectProvider',
  access: 'Write',
  input: AddClientIDToOpenIDConnectProviderInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:AddClientIDToOpenIDConnectProvider', scope, ref, row),
  run: async ({ OpenIDConnectProviderArn, ClientID }, { db }, target) => {
    const { arn, clientIds } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    const ids = checkedClientIds([...readList(clientIds), ClientID], 'ClientID');
    await db.openIDConnectProvider.update({ where: { arn }, data: { clientIds: JSON.stringify(ids) } });
    return {};
  },
});

/** Removes a client id. As in AWS, a missing one is no error. */
export const RemoveClientIDFromOpenIDConnectProvider = defineOperation({
  service: 'iam',
  name: 'RemoveClientIDFromOpenIDConnectProvider',
  access: 'Write',
  input: RemoveClientIDFromOpenIDConnectProviderInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:RemoveClientIDFromOpenIDConnectProvider', scope, ref, row),
  run: async ({ OpenIDConnectProviderArn, ClientID }, { db }, target) => {
    const { arn, clientIds } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    const ids = readList(clientIds).filter((id) => id !== ClientID);
    await db.openIDConnectProvider.update({ where: { arn }, data: { clientIds: JSON.stringify(ids) } });
    return {};
  },
});

/** Replaces the thumbprints. As in AWS, an empty list is refused. */
export const UpdateOpenIDConnectProviderThumbprint = defineOperation({
  service: 'iam',
  name: 'UpdateOpenIDConnectProviderThumbprint',
  access: 'Write',
  input: UpdateOpenIDConnectProviderThumbprintInput,
  target: ({ OpenIDConnectProviderArn }, scope) => findOpenIDConnectProvider(scope, OpenIDConnectProviderArn),
  checks: (_input, scope, { ref, row }) => providerCheck('iam:UpdateOpenIDConnectProviderThumbprint', scope, ref, row),
  run: async ({ OpenIDConnectProviderArn, ThumbprintList }, { db }, target) => {
    const { arn } = requireOpenIDConnectProvider(target, OpenIDConnectProviderArn);
    if (ThumbprintList.length === 0) throw invalidInput('Thumbprint list must contain at least one entry.', 'ThumbprintList');
    const thumbprints = JSON.stringify(checkedThumbprints(ThumbprintList));
    await db.openIDConnectProvider.update({ where: { arn }, data: { thumbprints } });
    return {};
  },
});

export const { TagOpenIDConnectProvider, UntagOpenIDConnectProvider, ListOpenIDConnectProviderTags } =
  tagOperations(OpenIDConnectProvider);
