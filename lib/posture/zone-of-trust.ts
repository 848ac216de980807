import type { ExaminedAccount, RoleFacts } from './facts';
import type { LetIn } from './judgements';
import type { Parameters } from './parameters';

/** Returns the roles whose policies the account controls, without service-linked roles. */
export function judgedRoles({ roles }: Pick<ExaminedAccount, 'roles'>): RoleFacts[] {
  return roles.filter(({ serviceLinked }) => !serviceLinked);
}

/** Returns the principals outside the account, its organization and the trusted accounts. */
export function beyondTrust<Shared extends Pick<LetIn, 'accountId'>>(
  letIn: readonly Shared[],
  { ownAccounts }: ExaminedAccount,
  { trustedAccounts }: Pick<Parameters, 'trustedAccounts'>,
): readonly Shared[] {
  return letIn.filter(
    ({ accountId }) => accountId === null || !(ownAccounts.has(accountId) || trustedAccounts.includes(accountId)),
  );
}
