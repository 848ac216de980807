/** A person of IAM Identity Center with a permission set in an account, by their names. */
export type NamedPerson = { userName: string; account: string; permissionSet: string };

/** Parses `sso-user/ana@production/ReadOnly`. User names may have an @. Returns null for other texts. */
export function parsePerson(text: string): NamedPerson | null {
  const [, userName, account, permissionSet] = /^sso-user\/(.+)@([^@]+)\/([^/]+)$/s.exec(text) ?? [];
  return userName && account && permissionSet ? { userName, account, permissionSet } : null;
}
