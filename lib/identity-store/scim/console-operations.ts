import { wireApiOrigin } from '../../core/settings';
import { conflict, invalid } from '../errors';
import { type StoreScope, storeOperation } from '../operation';
import { findTenant, insertToken, MOST_TOKENS, newTenantId } from './rows';
import { CreateBearerTokenInput, CreateProvisioningTenantInput, DeleteBearerTokenInput, ListBearerTokensInput } from './schema';

/** Returns the address that an identity provider gets. */
function endpointOf({ call }: StoreScope, tenantId: string): string {
  return `${call.endpoint ?? wireApiOrigin()}/${tenantId}/scim/v2/`;
}

/** Enables automatic provisioning with SCIM for a store. */
export const CreateProvisioningTenant = storeOperation({
  service: 'sso-directory',
  name: 'CreateProvisioningTenant',
  access: 'Write',
  input: CreateProvisioningTenantInput,
  run: async (_input, scope) => {
    const { db, store, now } = scope;
    if (await findTenant(db, store.id)) throw conflict('Automatic provisioning is already enabled.');
    const data = { id: newTenantId(store.accountId), storeId: store.id, ownerId: store.ownerId, createdAt: now };
    const { id: TenantId } = await db.scimTenant.create({ data });
    return { TenantId, ScimEndpoint: endpointOf(scope, TenantId) };
  },
});

async function requireTenant({ db, store }: StoreScope) {
  const tenant = await findTenant(db, store.id);
  if (!tenant) throw invalid('Enable automatic provisioning first.');
  return tenant;
}

/** Creates a token for the identity provider. The answer has it once, and it is valid for a year. */
export const CreateBearerToken = storeOperation({
  service: 'sso-directory',
  name: 'CreateBearerToken',
  access: 'Write',
  input: CreateBearerTokenInput,
  run: async (_input, scope) => {
    const { db, now } = scope;
    const tenant = await requireTenant(scope);
    if ((await db.scimToken.count({ where: { tenantId: tenant.id } })) >= MOST_TOKENS)
      throw invalid(`There are ${MOST_TOKENS} access tokens already. Delete one first.`);
    const { token, row } = await insertToken(db, tenant, now);
    return { BearerToken: token, TokenId: row.id, ExpiresAt: row.expiresAt, ScimEndpoint: endpointOf(scope, tenant.id) };
  },
});

/** Lists the tokens without their text. Without automatic provisioning, the answer has no tenant. */
export const ListBearerTokens = storeOperation({
  service: 'sso-directory',
  name: 'ListBearerTokens',
  access: 'List',
  input: ListBearerTokensInput,
  run: async (_input, scope) => {
    const { db, store } = scope;
    const tenant = await findTenant(db, store.id);
    if (!tenant) return { Tokens: [] };
    const rows = await db.scimToken.findMany({ where: { tenantId: tenant.id }, orderBy: { createdAt: 'asc' } });
    const Tokens = rows.map(({ id, createdAt, expiresAt }) => ({ TokenId: id, CreatedAt: createdAt, ExpiresAt: expiresAt }));
    return { TenantId: tenant.id, ScimEndpoint: endpointOf(scope, tenant.id), Tokens };
  },
});

/** Deletes a token, which ends its use at once. */
export const DeleteBearerToken = storeOperation({
  service: 'sso-directory',
  name: 'DeleteBearerToken',
  access: 'Write',
  input: DeleteBearerTokenInput,
  run: async ({ TokenId }, scope) => {
    const tenant = await requireTenant(scope);
    await scope.db.scimToken.deleteMany({ where: { id: TokenId, tenantId: tenant.id } });
    return {};
  },
});
