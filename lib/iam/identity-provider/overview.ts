import { parsePolicy } from '@gatehouse/policy/parse';
import { callerMay, type May } from '../../core/authorization/authorize';
import { type Check, defineOperation, type Scope } from '../../core/operation';
import { readTagsOf } from '../../core/tags';
import { giveWay, readByIds, readInChunks } from '../../core/work/bulk';
import { isIssuedHere } from '../../token-issuer/rows';
import { readList } from '../oidc-provider/rows';
import { shownProviderArn } from '../provider-arns';
import { toRoles } from '../role/rows';
import { ListIdentityProviderOverviewsInput, ListRolesForIdentityProviderInput } from './schema';

/** A provider in the console's list. A part is null if the caller may not read it. */
export type IdentityProviderOverview = {
  Arn: string;
  /** The name of a SAML provider, or the URL of an OIDC provider without its scheme. */
  Name: string;
  Type: 'SAML' | 'OpenID Connect';
  CreateDate: Date | null;
  /** The number of the account's roles that trust it. */
  RoleCount: number | null;
  /** Set for SAML providers. */
  ValidUntil?: Date;
  /** Set for OIDC providers: whether keys are known. Without keys, no token can be verified. */
  HasKeys?: boolean | null;
  /** Set for OIDC providers: the accepted audiences. */
  ClientIds?: string[] | null;
};
type Provider = Omit<IdentityProviderOverview, 'RoleCount'>;

/**
 * Lists identity providers of both types for the console. AWS's list of OIDC providers contains only ARNs; other details need the
 * permission to get the provider.
 */
export const ListIdentityProviderOverviews = defineOperation({
  service: 'iam',
  name: 'ListIdentityProviderOverviews',
  access: 'List',
  input: ListIdentityProviderOverviewsInput,
  checks: (_input, { partition, accountId }) => [
    { action: 'iam:ListOpenIDConnectProviders', resource: `arn:${partition}:iam::${accountId}:oidc-provider/*` },
    { action: 'iam:ListSAMLProviders', resource: `arn:${partition}:iam::${accountId}:saml-provider/*` },
  ],
  run: async (_input, scope) => {
    const may = await callerMay(scope);
    const providers = [...(await readOpenIDConnectProviders(scope, may)), ...(await readSamlProviders(scope))];
    const counts = (await may(listRolesCheck(scope))) ? await countTrustingRoles(scope) : null;
    const overviews = providers.map(
      (provider): IdentityProviderOverview => ({ ...provider, RoleCount: counts && (counts.get(provider.Arn) ?? 0) }),
    );
    return { Providers: overviews.sort((a, b) => (a.Name.toLowerCase() < b.Name.toLowerCase() ? -1 : 1)) };
  },
});

async function readOpenIDConnectProviders(scope: Scope, may: May): Promise<Provider[]> {
  const { db, accountId, partition } = scope;
  const rows = await db.openIDConnectProvider.findMany({
    where: { accountId },
    select: { arn: true, url: true, clientIds: true, keys: true, createdAt: true },
  });
  const tags = await readTagsOf(
    db,
    rows.map(({ arn }) => arn),
  );
  const providers: Provider[] = [];
  for (const { arn, url, clientIds, keys, createdAt } of rows) {
    const Arn = shownProviderArn(partition, arn);
    const check = { action: 'iam:GetOpenIDConnectProvider', resource: Arn, resourceTags: tags.get(arn) ?? [] };
    const readable = await may(check);
    providers.push({
      Arn,
      Name: url,
      Type: 'OpenID Connect',
      CreateDate: readable ? createdAt : null,
      HasKeys: readable ? keys !== null || isIssuedHere(url) : null,
      ClientIds: readable ? readList(clientIds) : null,
    });
  }
  return providers;
}

async function readSamlProviders({ db, accountId, partition }: Scope): Promise<Provider[]> {
  const rows = await db.samlProvider.findMany({
    where: { accountId },
    select: { arn: true, name: true, validUntil: true, createdAt: true },
  });
  return rows.map(({ arn, name, validUntil, createdAt }) => ({
    Arn: shownProviderArn(partition, arn),
    Name: name,
    Type: 'SAML',
    CreateDate: createdAt,
    ...(validUntil && { ValidUntil: validUntil }),
  }));
}

function listRolesCheck({ partition, accountId }: Scope): Check {
  return { action: 'iam:ListRoles', resource: `arn:${partition}:iam::${accountId}:role/` };
}

async function countTrustingRoles(scope: Scope): Promise<ReadonlyMap<string, number>> {
  const counts = new Map<string, number>();
  for await (const { trusted } of trustingRoles(scope)) for (const arn of trusted) counts.set(arn, (counts.get(arn) ?? 0) + 1);
  return counts;
}

/** Yields the account's roles that trust providers, by name, with the providers. */
async function* trustingRoles({ db, accountId }: Scope): AsyncGenerator<{ id: string; trusted: ReadonlySet<string> }> {
  const chunks = readInChunks(
    (after, take) =>
      db.role.findMany({
        where: { accountId, nameKey: { gt: after } },
        orderBy: { nameKey: 'asc' },
        select: { id: true, nameKey: true, assumeRolePolicyDocument: true },
        take,
      }),
    ({ nameKey }) => nameKey,
  );
  for await (const rows of chunks) {
    for (const { id, assumeRolePolicyDocument } of rows) {
      await giveWay();
      const trusted = trustedProviders(assumeRolePolicyDocument);
      if (trusted.size > 0) yield { id, trusted };
    }
  }
}

/**
 * Lists the roles of the caller's account whose trust policies name a provider, which need not exist. ListRoles shows the same
 * data.
 */
export const ListRolesForIdentityProvider = defineOperation({
  service: 'iam',
  name: 'ListRolesForIdentityProvider',
  access: 'List',
  input: ListRolesForIdentityProviderInput,
  checks: (_input, scope) => [listRolesCheck(scope)],
  run: async ({ ProviderArn }, scope) => {
    const { db, partition } = scope;
    const ids: string[] = [];
    for await (const { id, trusted } of trustingRoles(scope)) if (trusted.has(ProviderArn)) ids.push(id);
    const rows = await readByIds(ids, (some) => db.role.findMany({ where: { id: { in: some } }, orderBy: { nameKey: 'asc' } }));
    return { Roles: await toRoles(db, partition, rows) };
  },
});

/** Returns the federated principals that a trust policy allows. */
function trustedProviders(document: string): ReadonlySet<string> {
  // Most roles trust no provider. Documents without this text in any JSON notation need no parsing.
  const parsed = /"Federated"|\\u/.test(document) ? parsePolicy(document, 'trust') : null;
  if (!parsed?.ok) return new Set();
  const allowing = parsed.policy.statements.filter(({ effect }) => effect === 'Allow');
  const entries = allowing.flatMap(({ principal }) => principal?.entries ?? []);
  return new Set(entries.filter(({ key }) => key === 'Federated').map(({ value }) => value));
}
