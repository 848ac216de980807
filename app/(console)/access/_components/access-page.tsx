'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/app/(console)/_client/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { parseStranger } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { AccessExplorer } from '../access-explorer';
import { subjectsQuery } from '../queries';
import { SubjectChooser, useSubjectName } from './subject-chooser';

/** Effective permissions as a page of its own: choose whose, then see everything. */
export function AccessPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  const name = useSubjectName(principal, 'others');
  // Whoever asks comes first.
  const first = useRead({ ...subjectsQuery('', 'others'), enabled: principal === null }).data?.Subjects[0];
  const chooser = (
    <Field label="Whose permissions" className="w-full sm:w-80">
      <SubjectChooser
        value={principal}
        onChange={(value) => void setPrincipal(value)}
        choosable="others"
        placeholder="User, role, group, account…"
      />
    </Field>
  );
  return (
    <>
      <PageHeader
        title={titleOf(principal, name)}
        crumb="Effective permissions"
        description={
          name
            ? undefined
            : 'Every action of every service, as the policies, boundaries and guardrails decide it together, and which statement it comes from.'
        }
        actions={chooser}
      />
      {principal ? (
        <AccessExplorer key={principal} principal={principal} />
      ) : (
        <Panel>
          <EmptyState
            title="Choose whose permissions to see"
            description="A user, a role, a group, or an account with what its guardrails leave to it. Of others, of other accounts, services or anonymous callers, one question at a time is answered."
            action={
              first ? (
                <ButtonLink href={paths.access({ principal: first.Arn })}>See what {first.Name} can do</ButtonLink>
              ) : undefined
            }
          />
        </Panel>
      )}
    </>
  );
}

function titleOf(principal: string | null, name: string | undefined): string {
  if (principal === null || name === undefined) return 'Effective permissions';
  return parseStranger(principal) ? name : `What ${name} can do`;
}
