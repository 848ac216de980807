import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FindingAnswer } from '@/lib/posture/operations';
import { placeHref } from './place-href';

type Fixed = Pick<Json<FindingAnswer>, 'AccountId' | 'Fix'>;

/** Button texts for pages and dialogs where the user decides. */
const BY_HAND: Readonly<Partial<Record<Fixed['Fix']['place'][0], string>>> = {
  assignMfa: 'Assign MFA',
  ownMfa: 'Assign MFA',
  resetPassword: 'Reset password',
  createUser: 'Create user',
  createAccount: 'Create account',
  editTrustPolicy: 'Edit trust policy',
  editPolicy: 'Edit policy',
  editInlinePolicy: 'Edit policy',
  delegationPolicy: 'Edit policy',
  rootAccess: 'Root access',
  identityProvider: 'Upload',
  event: 'View resource',
  events: 'View resources',
};

/** Returns the text of a finding's button, and its link. Without `href`, the button shows the calls that fix the finding. */
export function fixOf({ AccountId, Fix }: Fixed, { accountId, isRoot }: AccountReader): { label: string; href?: string } {
  if (AccountId !== accountId) return { href: paths.account(AccountId), label: 'Account' };
  const href = placeHref(Fix.place);
  // Only findings of the root user lead to the user's own settings.
  const isRoots = Fix.place[0] === 'securityCredentials' || Fix.place[0] === 'ownMfa';
  if (isRoots && !isRoot) return { href: paths.signInRoot({ next: href, account: accountId }), label: 'Sign in as root' };
  if (Fix.byHand === undefined) return { label: 'Fix…' };
  return { href, label: BY_HAND[Fix.place[0]] ?? 'Open' };
}
