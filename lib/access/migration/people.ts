import type { Transaction } from '../../db/client';
import { emailOf, findStoreUsers, type StoreUserRow } from '../../identity-store/rows';
import type { MigratedUser } from './classes';

/** The person that a user becomes: an existing one, or a new one with these attributes. */
export type PlannedPerson = {
  UserName: string;
  DisplayName: string;
  GivenName: string;
  FamilyName: string;
  Email?: string;
  /** Set for an existing person, with the attribute that it was found by. */
  UserId?: string;
  FoundBy?: 'NAME' | 'EMAIL';
  Disabled?: true;
};

export type FoundPerson = { planned: PlannedPerson; row: StoreUserRow | null };

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Returns the email address of a user: its name if that is one, or its tag `email`. */
function emailOfUser({ name, tags = [] }: MigratedUser): string | undefined {
  const tag = tags.find(({ Key }) => /^e-?mail$/i.test(Key))?.Value;
  return [name, tag].find((text) => text !== undefined && EMAIL.test(text));
}

/** Finds the person of each user in an identity store, by user name or email address. @returns by the users' ARNs */
export async function findPeople(
  db: Transaction,
  storeId: string,
  users: readonly MigratedUser[],
): Promise<Map<string, FoundPerson>> {
  const rows = await findStoreUsers(db, storeId, {
    names: users.map(({ name }) => name),
    emails: users.flatMap((user) => emailOfUser(user) ?? []),
  });
  const byName = new Map(rows.map((row) => [row.userNameKey, row]));
  const byEmail = new Map(rows.flatMap((row) => (row.emailKey === null ? [] : [[row.emailKey, row] as const])));
  return new Map(
    users.map((user) => {
      const email = emailOfUser(user);
      const named = byName.get(user.name.toLowerCase());
      const row = named ?? (email === undefined ? undefined : byEmail.get(email.toLowerCase())) ?? null;
      const planned = row ? existing(row, named ? 'NAME' : 'EMAIL') : newPerson(user.name, email);
      return [user.arn, { planned, row }];
    }),
  );
}

function existing(row: StoreUserRow, FoundBy: 'NAME' | 'EMAIL'): PlannedPerson {
  const email = emailOf(row);
  return {
    UserName: row.userName,
    DisplayName: row.displayName,
    GivenName: '',
    FamilyName: '',
    ...(email !== undefined && { Email: email }),
    UserId: row.id,
    FoundBy,
    ...(row.status !== 'ENABLED' && { Disabled: true }),
  };
}

/** Returns a new person. The first and last names are the parts of a name such as `ana.ruiz`, and a name of one part is both. */
function newPerson(name: string, email: string | undefined): PlannedPerson {
  const [first = name, ...others] =
    name
      .split('@')[0]
      ?.split(/[._-]+/)
      .filter((part) => part !== '') ?? [];
  const GivenName = capital(first);
  const FamilyName = others.map(capital).join(' ') || GivenName;
  return {
    UserName: name,
    DisplayName: others.length === 0 ? GivenName : `${GivenName} ${FamilyName}`,
    GivenName,
    FamilyName,
    ...(email !== undefined && { Email: email }),
  };
}

const capital = (text: string) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
