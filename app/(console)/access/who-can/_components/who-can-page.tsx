'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { PageHeader } from '@/components/console/page/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { parseSubject } from '@/lib/access/subject-arn';
import { WhoCanTab } from './who-can-tab';

const WhatCanTab = dynamic(() => import('./what-can-tab').then((module) => module.WhatCanTab), {
  loading: () => <Skeleton className="h-96" />,
});

/** Questions about many principals: who can do something, and what a principal can access. */
export function WhoCanPage() {
  const [tab] = useQueryState('tab', parseAsString);
  const [action] = useQueryState('action', parseAsString);
  const [principal] = useQueryState('principal', parseAsString);
  const named = principal === null ? null : parseSubject(principal);
  const title =
    tab === 'what' ? (named ? `Reachable by ${named.name}` : 'Access of a principal') : action ? `Who can ${action}` : 'Who can…';
  return (
    <>
      <PageHeader
        title={title}
        crumb="Who can"
        description="Find every path to an action on a resource: directly, through groups, and by assuming one role after another. The result includes identity policies, boundaries, SCPs and RCPs of both sides, and the resource policy."
      />
      <UrlTabs
        label="Direction"
        tabs={[
          { id: 'who', label: 'Who can do this', content: <WhoCanTab /> },
          { id: 'what', label: 'Access of a principal', content: <WhatCanTab /> },
        ]}
      />
    </>
  );
}
