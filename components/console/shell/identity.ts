export const ROLE_COLORS = ['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type RoleColor = (typeof ROLE_COLORS)[number];

/** Who is signed in, as the top bar shows it. */
export type ShellIdentity = {
  accountId: string;
  /** The account's name, or its alias. */
  accountName: string;
} & (
  | { kind: 'root'; email: string }
  | { kind: 'user'; userName: string }
  | { kind: 'role'; roleName: string; sessionName: string; switched?: { displayName?: string; color: RoleColor } }
);

/** `maria @ production`, `Admin/maria @ production`, `root @ production`. */
export function identityText(identity: ShellIdentity): string {
  switch (identity.kind) {
    case 'root':
      return `root @ ${identity.accountName}`;
    case 'user':
      return `${identity.userName} @ ${identity.accountName}`;
    case 'role':
      return `${identity.roleName}/${identity.sessionName} @ ${identity.accountName}`;
  }
}

/** `1234-5678-9012`: an account id as people read it. */
export function formatAccountId(accountId: string): string {
  return accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}
