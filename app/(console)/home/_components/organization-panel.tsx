import { NodeIcon } from '@/app/(console)/organizations/node-icon';
import { organizationQuery } from '@/app/(console)/organizations/queries';
import { useRead } from '@/components/console/kit/use-read';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { ownSubjectQuery } from '../queries';
import type { Readable, Reader } from './reader';

/** Shows the account's place in its organization, and the service control policies along the path. */
export function OrganizationPanel({ reader, may }: { reader: Reader; may: Readable }) {
  const organization = useRead(organizationQuery()).data?.Organization;
  const subject = useRead({ ...ownSubjectQuery(reader.arn), enabled: may.subject }).data?.Subject;
  // The Organizations area explains how to create an organization.
  if (!organization) return null;
  const levels = subject?.Levels ?? [];
  const management = organization.MasterAccountId === reader.account.id;
  return (
    <Panel
      title="Organization"
      flush
      description={
        <>
          <code className="font-mono">{organization.Id}</code>,{' '}
          {management
            ? 'managed from this account: service control policies do not restrict it'
            : `managed by account ${organization.MasterAccountId}`}
        </>
      }
      actions={
        <ButtonLink variant="link" href={paths.accounts} className="h-8">
          AWS accounts
        </ButtonLink>
      }
    >
      {levels.length > 0 ? (
        <ol className="grid md:grid-cols-[repeat(auto-fit,minmax(12rem,1fr))]">
          {levels.map(({ Id, Name, Kind, Policies }) => (
            <li
              key={Id}
              aria-current={Kind === 'account' ? 'location' : undefined}
              className="group relative min-w-0 border-line px-4 py-2.5 not-first:max-md:border-t not-first:md:border-l"
            >
              <span
                aria-hidden
                className="absolute top-1/2 -left-1.5 size-2.75 -translate-y-1/2 rotate-45 border-line border-t border-r bg-surface group-first:hidden max-md:hidden"
              />
              <span className="flex min-w-0 items-center gap-1.5 font-medium group-aria-[current]:font-semibold group-aria-[current]:text-accent">
                <NodeIcon type={Kind === 'organizationalUnit' ? 'ORGANIZATIONAL_UNIT' : Kind === 'root' ? 'ROOT' : 'ACCOUNT'} />
                <span className="truncate" title={Name}>
                  {Name}
                </span>
                <code className="ml-auto truncate font-mono font-normal text-ink-3 text-xs">{Id}</code>
              </span>
              <span className="mt-1 flex flex-wrap gap-1">
                {Policies.map((policy) => (
                  <Badge key={policy.Id} title={policy.Name}>
                    {policy.Name}
                  </Badge>
                ))}
                {Policies.length === 0 ? (
                  <span className="text-ink-3 text-xs">No policy attached: everything is denied</span>
                ) : null}
              </span>
            </li>
          ))}
        </ol>
      ) : null}
    </Panel>
  );
}
