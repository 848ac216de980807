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

/** Questions about many: who can do something, and what somebody can reach. */
export function WhoCanPage() {
  const [tab] = useQueryState('tab', parseAsString);
  const [action] = useQueryState('action', parseAsString);
  const [principal] = useQueryState('principal', parseAsString);
  const named = principal === null ? null : parseSubject(principal);
  const title =
    tab === 'what'
      ? named
        ? `What ${named.name} can reach`
        : 'What somebody can reach'
      : action
        ? `Who can ${action}`
        : 'Who can…';
  return (
    <>
      <PageHeader
        title={title}
        crumb="Who can…"
        description="Every way to an action on a resource: as oneself, through groups, and by assuming roles, one after the other. Counted are the policies of both sides: identity-based policies, boundaries, SCPs and RCPs, and the policy of the resource."
      />
      <UrlTabs
        label="Direction of the question"
        tabs={[
          { id: 'who', label: 'Who can do this', content: <WhoCanTab /> },
          { id: 'what', label: 'What somebody can reach', content: <WhatCanTab /> },
        ]}
      />
    </>
  );
}
