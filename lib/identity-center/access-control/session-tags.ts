import { Tag } from '../../core/shapes';
import type { StoreUserRow } from '../../identity-store/rows';
import { attributesOf } from '../../identity-store/user/rows';
import type { UserAttributes } from '../../identity-store/user/schema';
import { ENTERPRISE } from '../../identity-store/user/schema';
import type { InstanceRow } from '../instance/rows';
import { accessControlOf } from './rows';

type TagPair = { Key: string; Value: string };
type Sources = Readonly<Record<string, string | undefined>>;

/**
 * Returns the session tags of a person from the attributes for access control. A person without an attribute has no tag, and so has one
 * whose value cannot be the value of a tag (not confirmed).
 */
export function sessionTagsOf(
  instance: Pick<InstanceRow, 'accessControl'>,
  user: Pick<StoreUserRow, 'userName' | 'displayName' | 'attributes'>,
): TagPair[] {
  const sources = sourcesOf(attributesOf(user));
  return (accessControlOf(instance) ?? []).flatMap(({ Key, Value: { Source } }) => {
    const [, path = ''] = /^\$\{path:(.*)\}$/.exec(Source[0] ?? '') ?? [];
    const Value = Object.hasOwn(sources, path) ? sources[path] : undefined;
    const tag = { Key, Value };
    return Value && Tag.safeParse(tag).success ? [{ Key, Value }] : [];
  });
}

/** Returns the values of a user's attributes by their paths: ATTRIBUTE_SOURCES. */
function sourcesOf({ Name, Emails, Addresses, PhoneNumbers, Extensions, ...user }: UserAttributes): Sources {
  const isWork = ({ Type }: { Type?: string | undefined }) => Type === 'work';
  const address = Addresses?.find(isWork);
  const { manager, ...enterprise } = Extensions?.[ENTERPRISE] ?? {};
  return {
    userName: user.UserName,
    'name.familyName': Name?.FamilyName,
    'name.givenName': Name?.GivenName,
    displayName: user.DisplayName,
    nickName: user.NickName,
    'emails[primary eq true].value': Emails?.find(({ Primary }) => Primary)?.Value,
    ...prefixed('addresses[type eq "work"].', {
      streetAddress: address?.StreetAddress,
      locality: address?.Locality,
      region: address?.Region,
      postalCode: address?.PostalCode,
      country: address?.Country,
      formatted: address?.Formatted,
    }),
    'phoneNumbers[type eq "work"].value': PhoneNumbers?.find(isWork)?.Value,
    userType: user.UserType,
    title: user.Title,
    locale: user.Locale,
    timezone: user.Timezone,
    ...prefixed('enterprise.', { ...enterprise, 'manager.value': manager?.value }),
  };
}

function prefixed(prefix: string, values: Sources): Sources {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}${name}`, value]));
}
