'use client';

import { Building2, ShieldCheck, UserRoundPlus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { invitationsReceivedQuery } from '../../queries';

/** Renders the introduction for an account without organization, with the button that creates one. */
export function NoOrganization() {
  const invitations = useRead(invitationsReceivedQuery({ Filters: ['state=OPEN'], PageSize: 1 }));
  const missing = useMissing();
  const open = invitations.data?.Matches ?? 0;
  return (
    <>
      <PageHeader
        title="AWS accounts"
        description="This account is not in an organization."
        actions={
          <ButtonLink
            variant="primary"
            href={paths.createOrganization}
            disabledReason={missing('organizations:CreateOrganization')}
          >
            Create an organization
          </ButtonLink>
        }
      />
      <div className="space-y-4">
        {open > 0 ? (
          <Alert kind="info" action={<TextLink href={paths.invitations}>View invitations</TextLink>}>
            {open === 1
              ? 'An organization has invited this account to join.'
              : `${open} organizations have invited this account.`}
          </Alert>
        ) : null}
        <Panel title="The purpose of an organization">
          <div className="grid gap-6 md:grid-cols-3">
            <Point icon={<UserRoundPlus aria-hidden size={18} />} title="Many accounts in one place">
              Create accounts in seconds or invite those that exist. An account is the strongest border between workloads: nothing
              crosses it unless both sides allow it.
            </Point>
            <Point icon={<Building2 aria-hidden size={18} />} title="A tree to group accounts">
              Organizational units contain accounts and other OUs, up to five levels deep. A policy attached to an OU applies to
              everything below it.
            </Point>
            <Point icon={<ShieldCheck aria-hidden size={18} />} title="Guardrails that members cannot remove">
              Service and resource control policies set the maximum permissions of accounts, including their administrators and
              root users.
            </Point>
          </div>
          <p className="mt-6 border-line border-t pt-4 text-ink-2">
            This account becomes the management account. You cannot change this later. Guardrails don’t apply to it, so keep
            workloads in other accounts.
          </p>
        </Panel>
      </div>
    </>
  );
}

function Point({ icon, title, children }: { icon: ReactNode; title: string; children: ReactNode }) {
  return (
    <div>
      <h3 className="flex items-center gap-2 font-semibold">
        <span className="text-accent">{icon}</span>
        {title}
      </h3>
      <p className="mt-1 text-ink-2">{children}</p>
    </div>
  );
}
