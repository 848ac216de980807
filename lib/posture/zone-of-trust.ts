import type { ExaminedAccount, RoleFacts } from './facts';
import type { LetIn } from './judgements';
import type { Parameters } from './parameters';

/** Roles whose policies are the account's own to judge. */
export function judgedRoles({ roles }: Pick<ExaminedAccount, 'roles'>): RoleFacts[] {
  return roles.filter(({ serviceLinked }) => !serviceLinked);
}

/** Those who are neither of the account, nor of its organization, nor of an account that is trusted. */
export function beyondTrust<Stranger extends Pick<LetIn, 'accountId'>>(
  letIn: readonly Stranger[],
  { ownAccounts }: ExaminedAccount,
  { trustedAccounts }: Pick<Parameters, 'trustedAccounts'>,
): readonly Stranger[] {
  return letIn.filter(
    ({ accountId }) => accountId === null || !(ownAccounts.has(accountId) || trustedAccounts.includes(accountId)),
  );
}
