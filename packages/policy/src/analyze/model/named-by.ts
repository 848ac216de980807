import type { PreparedPolicy } from '../../evaluate/record';

/** Whom the Allow statements of a policy name. `everybody` also for NotPrincipal, which names nearly all. */
export type NamedBy = { everybody: boolean; accounts: ReadonlySet<string>; names: ReadonlySet<string> };

const NOBODY: NamedBy = { everybody: false, accounts: new Set(), names: new Set() };

/** @param policy the policy of a resource or of a role's trust */
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
