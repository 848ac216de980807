import type { SecretListEntry } from '@aws-sdk/client-secrets-manager';
import { defineOperation } from '../../core/operation';
import { decodeToken, encodeToken } from '../../core/paginate';
import { invalidParameter, secretsError } from './errors';
import type { SecretResource } from './resource';
import { listSecrets } from './rows';
import { ListSecretsInput } from './schema';
import { lastChanged, toSecretEntry, type Version, versionsOf, versionsToStages } from './versions';

type Filter = NonNullable<ListSecretsInput['Filters']>[number];

/** Returns the texts that a filter compares. AWS: names, tag keys and tag values are case-sensitive, descriptions are not. */
function textsOf({ name, settings, tags, region }: SecretResource, key: Filter['Key']): string[] {
  switch (key) {
    case 'name':
      return [name];
    case 'description':
      return [settings.description.toLowerCase()];
    case 'tag-key':
      return tags.map(({ Key }) => Key);
    case 'tag-value':
      return tags.map(({ Value }) => Value);
    case 'primary-region':
      return [region];
    case 'owning-service':
      return [];
    case 'all':
      return [name, settings.description, ...tags.flatMap(({ Key, Value }) => [Key, Value])].map((text) => text.toLowerCase());
  }
}

/**
 * Returns whether a secret matches a filter. AWS: a value is the beginning of a text. An exclamation mark before it negates it.
 * `all` compares single words.
 */
function fits(secret: SecretResource, { Key, Values }: Filter): boolean {
  const texts = Key === 'all' ? textsOf(secret, Key).flatMap((text) => text.split(/[\s/_+=.@-]+/)) : textsOf(secret, Key);
  const begins = (value: string) => {
    const sought = Key === 'all' || Key === 'description' ? value.toLowerCase() : value;
    return texts.some((text) => text.startsWith(sought));
  };
  return Values.some((value) => (value.startsWith('!') ? !begins(value.slice(1)) : begins(value)));
}

type Sorted = { secret: SecretResource; versions: readonly Version[]; key: string };

function sortKey(secret: SecretResource, versions: readonly Version[], by: ListSecretsInput['SortBy']): string {
  if (by === 'name') return secret.name;
  const time = by === 'last-changed-date' ? lastChanged(secret, versions) : secret.createdAt;
  return `${time.toISOString()} ${secret.name}`;
}

export const ListSecrets = defineOperation({
  service: 'secretsmanager',
  name: 'ListSecrets',
  access: 'List',
  input: ListSecretsInput,
  checks: () => [{ action: 'secretsmanager:ListSecrets', resource: '*' }],
  run: async (input, scope) => {
    const { IncludePlannedDeletion = false, MaxResults = 100, NextToken, Filters = [], SortOrder = 'desc', SortBy } = input;
    if (SortBy === 'last-accessed-date')
      throw invalidParameter(
        'Gatehouse does not keep when a secret was last read: SortBy cannot be last-accessed-date.',
        'SortBy',
      );
    const asked = JSON.stringify([IncludePlannedDeletion, Filters, SortOrder, SortBy]);
    const list = `ListSecrets:${scope.accountId}:${scope.call.region}:${asked}`;
    const after = NextToken === undefined ? undefined : decodeToken(list, NextToken);
    if (after === null) throw secretsError('InvalidNextTokenException', 'The NextToken value is invalid.', 'NextToken');
    const secrets = (await listSecrets(scope)).filter((secret) => {
      const isThere = IncludePlannedDeletion || secret.settings.deletedAt === undefined;
      return isThere && Filters.every((filter) => fits(secret, filter));
    });
    const versions = await versionsOf(
      scope.db,
      secrets.map(({ id }) => id),
    );
    const ahead = (a: string, b: string) => (SortOrder === 'asc' ? a < b : a > b);
    const sorted = secrets
      .map((secret): Sorted => {
        const own = versions.get(secret.id) ?? [];
        return { secret, versions: own, key: sortKey(secret, own, SortBy) };
      })
      .sort((a, b) => (ahead(a.key, b.key) ? -1 : 1))
      .filter(({ key }) => after === undefined || ahead(after, key));
    const page = sorted.slice(0, MaxResults);
    const last = page.at(-1);
    return {
      SecretList: page.map(({ secret, versions: own }) => {
        return { ...toSecretEntry(secret, own), SecretVersionsToStages: versionsToStages(own) } satisfies SecretListEntry;
      }),
      NextToken: last && sorted.length > page.length ? encodeToken(list, last.key) : undefined,
    };
  },
});
