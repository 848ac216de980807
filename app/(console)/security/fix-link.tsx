import type { AccountReader } from '@/app/(console)/_client/account-reader';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FindingAnswer } from '@/lib/posture/operations';
import { placeHref } from './place-href';

type FixLinkProps = {
  finding: Pick<Json<FindingAnswer>, 'AccountId' | 'Title' | 'Fix'>;
  reader: AccountReader;
  className?: string;
};

/** The way to where a finding is put right: a page of this account, the root user's sign-in, or the other account that it is of. */
export function FixLink({ finding, reader, className }: FixLinkProps) {
  const { href, label } = fixOf(finding, reader);
  return (
    <ButtonLink size="sm" href={href} aria-label={`${label}: ${finding.Title}`} className={className}>
      {label}
    </ButtonLink>
  );
}

/** Where a finding is put right, and what the link there is called. */
export function fixOf({ AccountId, Fix }: FixLinkProps['finding'], { accountId, isRoot }: AccountReader) {
  if (AccountId !== accountId) return { href: paths.account(AccountId), label: 'Account' };
  const href = placeHref(Fix.place);
  // Where one changes one's own: no finding is about that but the root user's.
  const isRoots = Fix.place[0] === 'securityCredentials' || Fix.place[0] === 'ownMfa';
  if (isRoots && !isRoot) return { href: paths.signInRoot({ next: href, account: accountId }), label: 'Sign in as root' };
  return { href, label: 'Fix' };
}
