import type { StoreUserState } from './state';

/** The members of a user that `CreateUser` takes, besides the names. */
const ATTRIBUTES = [
  ...['Name', 'NickName', 'ProfileUrl', 'Emails', 'Addresses', 'PhoneNumbers', 'UserType', 'Title', 'PreferredLanguage'],
  ...['Locale', 'Timezone', 'Photos', 'Website', 'Birthdate', 'Roles', 'Extensions'],
];

/** A user as `ListUsers` answers. */
export type ListedUser = {
  UserId: string;
  UserName?: string | undefined;
  DisplayName?: string | undefined;
  ExternalIds?: readonly { Issuer: string }[] | undefined;
  UserStatus?: string | undefined;
};

/** Returns what an export has of a user. */
export function toUserState(user: ListedUser): StoreUserState {
  const { UserId: id, UserName = '', DisplayName = '', ExternalIds = [], UserStatus } = user;
  const provider = ExternalIds[0]?.Issuer;
  const attributes = ATTRIBUTES.flatMap((member) => {
    const value: unknown = Reflect.get(user, member);
    return value === undefined || value === null ? [] : [[member, value] as const];
  });
  return {
    ...{ id, userName: UserName, displayName: DisplayName, attributes: Object.fromEntries(attributes) },
    ...(provider !== undefined && { provider }),
    disabled: UserStatus === 'DISABLED',
  };
}
