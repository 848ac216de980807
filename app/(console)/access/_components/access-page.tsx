'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/app/(console)/_client/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { parseSubject } from '@/lib/access/subject-arn';
import { AccessExplorer } from '../access-explorer';
import { subjectsQuery } from '../queries';

/** Effective permissions as a page of its own: choose whose, then see everything. */
export function AccessPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  const { data } = useRead(subjectsQuery());
  const subjects = data?.Subjects ?? [];
  const name =
    subjects.find((subject) => subject.Arn === principal)?.Name ?? (principal ? parseSubject(principal)?.name : undefined);
  const chooser = (
    <Field label="Whose permissions" className="w-full sm:w-80">
      <Combobox
        options={subjects.map((subject) => ({ value: subject.Arn, label: subject.Name, description: subject.Detail }))}
        value={principal}
        onValueChange={(value) => void setPrincipal(value)}
        placeholder="User, role, group or account"
      />
    </Field>
  );
  return (
    <>
      <PageHeader
        title={name ? `What ${name} can do` : 'Effective permissions'}
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
            description="A user, a role, a group, or an account with what its guardrails leave to it."
          />
        </Panel>
      )}
    </>
  );
}
