import { CostSoFar } from '@/app/(console)/billing/cost-so-far';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn } from '@/components/console/page/copy-text';
import { Time } from '@/components/console/page/time';
import { ButtonLink } from '@/components/ui/button';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { ownSubjectQuery } from '../queries';
import type { Readable, Reader } from './reader';

/** Shows the signed-in identity, the policies behind its access, and the end of its session. */
export function HomeHeader({ reader, may }: { reader: Reader; may: Readable }) {
  return (
    <header className="flex flex-wrap items-start gap-x-4 gap-y-2">
      <div className="min-w-0 flex-1 basis-80">
        <h1 className="break-words font-semibold text-xl tracking-tight">{reader.name}</h1>
        <div className="flex flex-wrap items-baseline gap-x-5 gap-y-0.5 text-ink-2 text-sm">
          {may.subject ? <GrantedBy reader={reader} /> : null}
          <SessionText reader={reader} />
          {may.costs ? <CostSoFar /> : null}
          <CopyArn arn={reader.arn} className="text-ink-3" />
        </div>
      </div>
      <div className="flex flex-wrap gap-2">
        {reader.kind === 'user' ? <ButtonLink href={paths.switchRole()}>Switch role</ButtonLink> : null}
        {may.subject && reader.kind !== 'root' ? (
          <>
            <ButtonLink href={paths.simulator({ principal: reader.arn })}>Simulate calls</ButtonLink>
            <ButtonLink variant="primary" href={paths.ask({ principal: reader.arn })}>
              Check one action
            </ButtonLink>
          </>
        ) : (
          <ButtonLink variant="primary" href={paths.securityCredentials}>
            Security credentials
          </ButtonLink>
        )}
      </div>
    </header>
  );
}

/** Names the policies behind the access: `AdministratorAccess by group Administrators`. */
function GrantedBy({ reader }: { reader: Reader }) {
  const { data } = useRead(ownSubjectQuery(reader.arn));
  if (reader.kind === 'root') return <span>Root user: no IAM policy of the account restricts it</span>;
  if (!data) return null;
  const [first, ...rest] = data.Subject.Identity.filter(({ OfSetting }) => !OfSetting);
  if (!first) return <span>No policy grants permissions yet</span>;
  return (
    <span className="min-w-0 break-words">
      <b className="text-ink">{first.Name}</b>
      {first.Group === undefined ? null : ` by group ${first.Group}`}
      {rest.length > 0 ? ` and ${plural(rest.length, 'more policy')}` : null}
    </span>
  );
}

function SessionText({ reader }: { reader: Reader }) {
  const isSwitched = reader.kind === 'role' && !reader.isFederated;
  const how = reader.isFederated ? 'through the access portal' : reader.mfa ? 'with MFA' : 'with a password only';
  return (
    <span>
      {isSwitched ? 'Switched role' : 'Signed in'} {reader.since ? <Time value={reader.since} /> : null}
      {isSwitched ? null : ` ${how}`}, ends {reader.until ? <Time value={reader.until} /> : null}
    </span>
  );
}
