/** The reader of Home. For a role session, `arn` is the role's. */
export type Reader = {
  kind: 'root' | 'user' | 'role';
  /** True for a role that a person became in the access portal, rather than by switching. */
  isFederated: boolean;
  name: string;
  arn: string;
  account: { id: string; name: string; shownId: string };
  /** ISO times of the session. */
  since?: string;
  until?: string;
  mfa: boolean;
  /** ISO time, set if the reader's password expires soon. */
  passwordExpires?: string;
};

/** The parts of Home that the reader has permission to read. */
export type Readable = {
  subject: boolean;
  findings: boolean;
  events: boolean;
  organization: boolean;
  /** The scope in which the reader can see root use: the organization, the account, or none. */
  rootUse: 'organization' | 'account' | null;
  costs: boolean;
  /** The parts that the reader may not read, each with the action that is missing for it first. */
  missing: Readonly<Partial<Record<'findings' | 'events' | 'subject' | 'organization', string>>>;
};

/** A recently used role. */
export type UsedRole = { accountId: string; roleName: string; displayName: string; color: string };
