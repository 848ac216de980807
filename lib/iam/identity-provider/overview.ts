import { isAllowed, loadCallerPolicies } from '../../core/authorize';
import { defineOperation, type Scope } from '../../core/operation';
import { readTags } from '../../core/tags';
import { parsePolicy } from '../../engine';
import { shownProviderArn } from '../provider-arns';
import { toRoles } from '../role/rows';
import { ListIdentityProviderOverviewsInput, ListRolesForIdentityProviderInput } from './schema';

/** A provider as the console's list shows it. `null` where the caller may not read that part. */
export type IdentityProviderOverview = {
  Arn: string;
  /** The name of a SAML provider, the URL of an OpenID Connect provider without its scheme. */
  Name: string;
  Type: 'SAML' | 'OpenID Connect';
  CreateDate: Date | null;
  /** Of SAML providers. */
  ValidUntil?: Date;
  /** Of OpenID Connect providers: whether keys are stored, without which no token can be checked. */
  HasKeys?: boolean | null;
};

/**
 * The console's list of identity providers of both types. AWS's list of OpenID Connect providers has nothing but ARNs; when one was made
 * is told under the permission to get it.
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
    const providers = [...(await readOpenIDConnectProviders(scope)), ...(await readSamlProviders(scope))];
    return { Providers: providers.sort((a, b) => (a.Name.toLowerCase() < b.Name.toLowerCase() ? -1 : 1)) };
  },
});

async function readOpenIDConnectProviders(scope: Scope): Promise<IdentityProviderOverview[]> {
  const { db, accountId, partition } = scope;
  const rows = await db.openIDConnectProvider.findMany({
    where: { accountId },
    select: { arn: true, url: true, keys: true, createdAt: true },
  });
  const caller = await loadCallerPolicies(db, scope.caller, scope.account);
  const overviews: IdentityProviderOverview[] = [];
  for (const { arn, url, keys, createdAt } of rows) {
    const Arn = shownProviderArn(partition, arn);
    const check = { action: 'iam:GetOpenIDConnectProvider', resource: Arn, resourceTags: await readTags(db, arn) };
    const readable = await isAllowed(scope, caller, check);
    overviews.push({
      Arn,
      Name: url,
      Type: 'OpenID Connect',
      CreateDate: readable ? createdAt : null,
      HasKeys: readable ? keys !== null : null,
    });
  }
  return overviews;
}

async function readSamlProviders({ db, accountId, partition }: Scope): Promise<IdentityProviderOverview[]> {
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

/** The caller's account's roles whose trust policies name a provider, which needs not exist. ListRoles shows all that this reads. */
export const ListRolesForIdentityProvider = defineOperation({
  service: 'iam',
  name: 'ListRolesForIdentityProvider',
  access: 'List',
  input: ListRolesForIdentityProviderInput,
  checks: (_input, { partition, accountId }) => [
    { action: 'iam:ListRoles', resource: `arn:${partition}:iam::${accountId}:role/` },
  ],
  run: async ({ ProviderArn }, { db, accountId, partition }) => {
    const rows = await db.role.findMany({ where: { accountId }, orderBy: { nameKey: 'asc' } });
    const trusting = rows.filter((row) => trusts(row.assumeRolePolicyDocument, ProviderArn));
    return { Roles: await toRoles(db, partition, trusting) };
  },
});

function trusts(document: string, providerArn: string): boolean {
  // Most roles trust no provider, and what says so in no notation of JSON needs no parsing.
  if (!/"Federated"|\\u/.test(document)) return false;
  const parsed = parsePolicy(document, 'trust');
  return (
    parsed.ok &&
    parsed.policy.statements.some(
      ({ effect, principal }) =>
        effect === 'Allow' && principal?.entries.some((entry) => entry.key === 'Federated' && entry.value === providerArn),
    )
  );
}
