'use client';

import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { parseExternalCaller } from '@/lib/access/subject-arn';
import { AccessExplorer } from '../access-explorer';
import { PrincipalField, useChosenPrincipal } from '../chosen-principal';
import { useSubjectName } from '../subject-chooser';

/** The page for effective permissions of a chosen principal. */
export function AccessPage() {
  const chosen = useChosenPrincipal();
  const { principal: shown } = chosen;
  const name = useSubjectName(shown, 'others');
  return (
    <>
      <PageHeader
        title={titleOf(shown, name)}
        crumb="Permissions"
        description={
          name
            ? undefined
            : 'See all actions of every service as policies, boundaries and guardrails together allow them, and the statements behind each result.'
        }
        actions={<PrincipalField chosen={chosen} className="w-full sm:w-80" />}
      />
      {shown ? (
        <AccessExplorer key={shown} principal={shown} />
      ) : chosen.pending ? (
        <Skeleton className="h-96" />
      ) : (
        <Panel>
          <EmptyState
            title="Choose a principal"
            description="Choose a user, role or group, or an account to see the maximum that its organization's policies allow. For principals of other accounts, services and anonymous callers, check one action at a time."
          />
        </Panel>
      )}
    </>
  );
}

function titleOf(principal: string | null, name: string | undefined): string {
  if (principal === null || name === undefined) return 'Effective permissions';
  return parseExternalCaller(principal) ? name : `Permissions of ${name}`;
}
