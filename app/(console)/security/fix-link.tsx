import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { FindingAnswer } from '@/lib/posture/operations';
import { placeHref } from './place-href';

/** Who reads a finding: in which account, and whether as its root user. */
export type FindingReader = { accountId: string; isRoot: boolean };

type FixLinkProps = {
  finding: Pick<Json<FindingAnswer>, 'AccountId' | 'Title' | 'Fix'>;
  reader: FindingReader;
  className?: string;
};

/** The way to where a finding is put right: a page of this account, the root user's sign-in, or the other account that it is of. */
export function FixLink({ finding, reader, className }: FixLinkProps) {
  const { href, label } = fixOf(finding, reader);
  return (
    <ButtonLink size="sm" href={href} prefetch={false} aria-label={`${label}: ${finding.Title}`} className={className}>
      {label}
    </ButtonLink>
  );
}

/** Where a finding is put right, and what the link there is called. */
export function fixOf({ AccountId, Fix }: FixLinkProps['finding'], { accountId, isRoot }: FindingReader) {
  if (AccountId !== accountId) return { href: paths.account(AccountId), label: 'Account' };
  const href = placeHref(Fix.place);
  // One's own credentials are, in a finding, the root user's: no other finding leads there.
  if (!isRoot && Fix.place[0] === 'securityCredentials') return { href: paths.signInRoot(href), label: 'Sign in as root' };
  return { href, label: 'Fix' };
}
