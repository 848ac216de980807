'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { Field } from '@/components/ui/field/field';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { parseExternalCaller } from '@/lib/access/subject-arn';
import { AccessExplorer } from '../access-explorer';
import { subjectsQuery } from '../queries';
import { SubjectChooser, useSubjectName } from '../subject-chooser';

/** The page for effective permissions of a chosen principal. */
export function AccessPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  // The list starts with the viewer, whose permissions are shown first.
  const subjects = useRead({ ...subjectsQuery('', 'others'), enabled: principal === null });
  const shown = principal ?? subjects.data?.Subjects[0]?.Arn ?? null;
  const name = useSubjectName(shown, 'others');
  const chooser = (
    <Field label="Principal" className="w-full sm:w-80">
      <SubjectChooser
        value={shown}
        onChange={(value) => void setPrincipal(value)}
        choosable="others"
        placeholder="User, role, group, account…"
      />
    </Field>
  );
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
        actions={chooser}
      />
      {shown ? (
        <AccessExplorer key={shown} principal={shown} />
      ) : subjects.pending ? (
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
