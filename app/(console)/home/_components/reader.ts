/** Who looks at Home. Of a role session `arn` is the role's. */
export type Reader = {
  kind: 'root' | 'user' | 'role';
  name: string;
  arn: string;
  account: { id: string; name: string; shownId: string };
  /** ISO times of the session. */
  since?: string;
  until?: string;
  mfa: boolean;
  /** ISO time, where the own password expires soon. */
  passwordExpires?: string;
};

/** What of Home the reader may read. */
export type Readable = {
  subject: boolean;
  findings: boolean;
  events: boolean;
  organization: boolean;
  /** How root users were used: of the organization that the account manages, of the account alone, or nothing of it. */
  rootUse: 'organization' | 'account' | null;
  costs: boolean;
};

/** A role of the list of those used last. */
export type UsedRole = { accountId: string; roleName: string; displayName: string; color: string };
