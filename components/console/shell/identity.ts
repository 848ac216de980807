export const ROLE_COLORS = ['grey', 'red', 'orange', 'yellow', 'green', 'blue', 'purple'] as const;
export type RoleColor = (typeof ROLE_COLORS)[number];

/** The signed-in identity, as the top bar shows it. */
export type ShellIdentity = {
  accountId: string;
  /** The account's name or alias. */
  accountName: string;
} & (
  | { kind: 'root'; email: string }
  | { kind: 'user'; userName: string }
  | { kind: 'role'; roleName: string; sessionName: string; switched?: { displayName?: string; color: RoleColor } }
);

/** Returns the identity and its account: `maria @ production`, `Admin/maria @ production` or `root @ production`. */
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

/** Returns an account ID in groups of four digits: `1234-5678-9012`. */
export function formatAccountId(accountId: string): string {
  return accountId.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1-$2-$3');
}
