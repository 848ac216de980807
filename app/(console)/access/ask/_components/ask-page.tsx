'use client';

import { PageHeader } from '@/components/console/page/page-header';
import { ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { AccessExplorer } from '../../access-explorer';
import { PrincipalField, useChosenPrincipal } from '../../chosen-principal';
import { AskWays } from '../ask-ways';

/** Asks whether somebody may do one action on one resource. It begins with the viewer. */
export function AskPage() {
  const chosen = useChosenPrincipal();
  const { principal } = chosen;
  return (
    <>
      <PageHeader
        title="Ask"
        description="May somebody do one action on one resource? The answer names every policy that decides it and, for a denial, the smallest change."
        actions={
          principal === null ? undefined : <ButtonLink href={paths.compare({ left: principal })}>Compare with another</ButtonLink>
        }
      />
      <AskWays current="decide" />
      <PrincipalField chosen={chosen} className="mb-4 max-w-96" />
      {principal === null ? <Skeleton className="h-64" /> : <AccessExplorer key={principal} principal={principal} onlyAsk />}
    </>
  );
}
