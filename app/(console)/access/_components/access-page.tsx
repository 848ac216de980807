'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { Field } from '@/components/ui/field';
import { Panel } from '@/components/ui/panel';
import { parseStranger } from '@/lib/access/subject-arn';
import { AccessExplorer } from '../access-explorer';
import { SubjectChooser, useSubjectName } from './subject-chooser';

/** Effective permissions as a page of its own: choose whose, then see everything. */
export function AccessPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  const name = useSubjectName(principal, 'others');
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
