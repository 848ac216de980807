import { type Check, defineOperation, type Scope } from '../../core/operation';
import { quotas } from '../../core/quotas';
import { resourceCheck } from '../questions';
import { createResource, deleteResource, findResource, findResourceById, listResources, updateResource } from '../rows';
import { aliasNotFound, kmsError } from './errors';
import { kmsPage } from './paging';
import { Alias, Key } from './resource';
import { findKey, keyCheck, placeOf, requireKeptKey } from './rows';
import { CreateAliasInput, DeleteAliasInput, ListAliasesInput } from './schema';

const ALIAS_NAME = /^alias\/[A-Za-z0-9/_-]{1,250}$/;

/** AWS: aliases that begin with `alias/aws/` belong to its own keys. @throws AwsError InvalidAliasName */
function requireAliasName(name: string): void {
  if (ALIAS_NAME.test(name) && !/^alias\/aws\//i.test(name)) return;
  throw kmsError('InvalidAliasNameException', `Invalid alias name: ${name}`, 'AliasName');
}

/** Finds an alias by name in the caller's account and Region. */
async function findAlias(scope: Scope, name: string) {
  const arn = Alias.arn(placeOf(scope), name);
  return { arn, accountId: scope.accountId, found: await findResource(scope.db, Alias, arn) };
}

/** Returns the check on an alias. AWS checks both the alias and its key. */
function aliasCheck(action: string, scope: Scope, alias: Awaited<ReturnType<typeof findAlias>>): Check {
  return resourceCheck(action, scope, Alias, alias);
}

export const CreateAlias = defineOperation({
  service: 'kms',
  name: 'CreateAlias',
  access: 'Write',
  input: CreateAliasInput,
  target: async ({ AliasName, TargetKeyId }, scope) => ({
    alias: await findAlias(scope, AliasName),
    key: await findKey(scope, TargetKeyId, {}),
  }),
  checks: (_input, scope, { alias, key }) => [
    aliasCheck('kms:CreateAlias', scope, alias),
    ...keyCheck('kms:CreateAlias', scope, key),
  ],
  run: async ({ AliasName }, scope, { alias, key: named }) => {
    requireAliasName(AliasName);
    const key = requireKeptKey(named);
    if (alias.found) throw kmsError('AlreadyExistsException', `An alias with the name ${alias.arn} already exists`, 'AliasName');
    const { aliases } = key.settings;
    if (aliases.length >= quotas().AliasesPerKMSKey)
      throw kmsError('LimitExceededException', `The key ${key.arn} has too many aliases.`);
    const settings = { keyId: key.id, changedAt: scope.now.toISOString() };
    await createResource(scope.db, Alias, placeOf(scope), { name: AliasName, settings, createdAt: scope.now });
    await updateResource(scope.db, key, { settings: { aliases: [...aliases, AliasName].sort() } });
  },
});

export const DeleteAlias = defineOperation({
  service: 'kms',
  name: 'DeleteAlias',
  access: 'Write',
  input: DeleteAliasInput,
  target: async ({ AliasName }, scope) => {
    const alias = await findAlias(scope, AliasName);
    const found = alias.found && (await findResourceById(scope.db, Key, alias.found.settings.keyId));
    return { alias, key: found && { arn: found.arn, accountId: found.accountId, found } };
  },
  checks: (_input, scope, { alias, key }) => [
    aliasCheck('kms:DeleteAlias', scope, alias),
    ...(key ? keyCheck('kms:DeleteAlias', scope, key) : []),
  ],
  run: async ({ AliasName }, { db }, { alias, key }) => {
    if (!alias.found || !key) throw aliasNotFound(alias.arn);
    const aliases = key.found.settings.aliases.filter((name) => name !== AliasName);
    await deleteResource(db, alias.found);
    await updateResource(db, key.found, { settings: { aliases } });
  },
});

export const ListAliases = defineOperation({
  service: 'kms',
  name: 'ListAliases',
  access: 'List',
  input: ListAliasesInput,
  target: ({ KeyId }, scope) => (KeyId === undefined ? Promise.resolve(null) : findKey(scope, KeyId, { saysInvalidArn: true })),
  checks: (_input, { accountId }) => [{ action: 'kms:ListAliases', resource: '*', context: { 'kms:CallerAccount': accountId } }],
  run: async (input, scope, key) => {
    const all = await listResources(scope.db, Alias, placeOf(scope));
    // An account has no aliases for another account's key, and the answer must not reveal whether that key exists.
    const wanted = key
      ? all.filter(({ settings }) => settings.keyId === key.found?.id && key.accountId === scope.accountId)
      : all;
    const list = ['ListAliases', key?.arn].join(':');
    const { items, ...page } = kmsPage(list, scope, wanted, input, 50, ({ name }) => name);
    return {
      Aliases: items.map(({ name, arn, settings, createdAt }) => ({
        AliasName: name,
        AliasArn: arn,
        TargetKeyId: settings.keyId,
        CreationDate: createdAt,
        LastUpdatedDate: new Date(settings.changedAt),
      })),
      ...page,
    };
  },
});
