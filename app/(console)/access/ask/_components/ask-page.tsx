'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { AccessExplorer } from '../../access-explorer';
import { subjectsQuery } from '../../queries';
import { SubjectChooser } from '../../subject-chooser';
import { AskWays } from '../ask-ways';

/** Asks whether somebody may do one action on one resource. It begins with the viewer. */
export function AskPage() {
  const [principal, setPrincipal] = useQueryState('principal', parseAsString.withOptions({ history: 'push' }));
  const subjects = useRead({ ...subjectsQuery('', 'others'), enabled: principal === null });
  const shown = principal ?? subjects.data?.Subjects[0]?.Arn ?? null;
  return (
    <>
      <PageHeader
        title="Ask"
        description="May somebody do one action on one resource? The answer names every policy that decides it and, for a denial, the smallest change."
        actions={shown === null ? undefined : <ButtonLink href={paths.compare({ left: shown })}>Compare with another</ButtonLink>}
      />
      <AskWays current="decide" />
      <Field label="Principal" className="mb-4 max-w-96">
        <SubjectChooser
          value={shown}
          onChange={(value) => void setPrincipal(value)}
          choosable="others"
          placeholder="User, role, group, account…"
        />
      </Field>
      {shown === null ? <Skeleton className="h-64" /> : <AccessExplorer key={shown} principal={shown} onlyAsk />}
    </>
  );
}
