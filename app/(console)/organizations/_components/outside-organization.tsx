'use client';

import type { ReactNode } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadError } from '@/components/console/page/read-box';
import { ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { organizationQuery } from '../queries';

/** Renders the replacement for a page's content while the account is in no organization. */
export function OutsideOrganization({ children }: { children: ReactNode }) {
  const organization = useRead(organizationQuery());
  const missing = useMissing();
  if (organization.error?.code === 'AWSOrganizationsNotInUseException') {
    return (
      <Panel>
        <EmptyState
          title="This account is not in an organization"
          description="An organization manages many accounts in a tree and sets guardrails that nobody in the accounts can remove."
          action={
            <ButtonLink
              variant="primary"
              href={paths.createOrganization}
              disabledReason={missing('organizations:CreateOrganization')}
            >
              Create an organization
            </ButtonLink>
          }
        />
      </Panel>
    );
  }
  if (organization.error) return <ReadError read={organization} what="the organization of this account" />;
  return <>{children}</>;
}
