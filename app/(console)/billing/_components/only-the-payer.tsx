import { EmptyState } from '@/components/console/page/empty-state';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';

/** Replaces a page for the paying account in a member account: names the payer, and links to the own bill. */
export function OnlyThePayer({ month, children }: { month?: string | undefined; children: string }) {
  return (
    <Panel>
      <EmptyState
        title="Only the paying account can view this"
        description={`Your account is a member of an organization, whose management account gets one bill for all accounts. ${children}`}
        action={<ButtonLink href={paths.bills({ month })}>View your bill</ButtonLink>}
      />
    </Panel>
  );
}
