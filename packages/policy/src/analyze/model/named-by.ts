import type { PreparedPolicy } from '../../evaluate/record';

/** The principals that a policy's Allow statements name. NotPrincipal counts as `everybody`, because it matches nearly all. */
export type NamedBy = { everybody: boolean; accounts: ReadonlySet<string>; names: ReadonlySet<string> };

const NOBODY: NamedBy = { everybody: false, accounts: new Set(), names: new Set() };

/** Reads the named principals. @param policy a resource policy or trust policy */
export function namedBy(policy: PreparedPolicy | undefined): NamedBy {
  if (policy === undefined) return NOBODY;
  let everybody = false;
  const accounts = new Set<string>();
  const names = new Set<string>();
  for (const { principal, deny } of policy.compiled.statements) {
    if (deny || principal === null) continue;
    everybody ||= principal.negated || principal.everyone >= 0;
    for (const account of principal.accounts.keys()) accounts.add(account);
    for (const name of principal.aws.keys()) names.add(name);
  }
  return { everybody, accounts, names };
}
