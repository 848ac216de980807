'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { CopyArn } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { ReadError } from '@/components/console/page/read-box';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import type { Tab } from '@/components/ui/tabs';
import { paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import { KINDS } from './kinds';
import { VIEWS } from './kinds/views';
import { useReading } from './use-reading';

// Tabs and dialogs are loaded when they are opened.
const DeleteResourceDialog = dynamic(() => import('./delete-resource-dialog').then((module) => module.DeleteResourceDialog));
const PolicyTab = dynamic(() => import('./policy-tab').then((module) => module.PolicyTab));
const ResourceEvents = dynamic(() =>
  import('@/app/(console)/access/events/resource-events').then((module) => module.ResourceEvents),
);
const WhoCanReachTab = dynamic(() => import('./who-can-reach-tab').then((module) => module.WhoCanReachTab));
const ResourceTagsTab = dynamic(() => import('./resource-tags-tab').then((module) => module.ResourceTagsTab));

/** Renders a resource: its facts, access and content. @param arn of a kind that has pages */
export function ResourceDetails({ arn }: { arn: string }) {
  const at = resourceAt(arn);
  if (!at) throw new Error('the page shows resources that have one');
  const kind = KINDS[at.kind];
  const view = VIEWS[at.kind];
  const read = useReading(kind.describe, at);
  const [deleting, setDeleting] = useState(false);
  const gone = read.error !== undefined && kind.gone.includes(read.error.code);
  const waiting = read.pending ? <Skeleton width={120} className="my-1" /> : null;
  const tabs: Tab[] = [
    ...view.tabs.map(({ id, label, Content }) => ({ id, label, content: <Content at={at} /> })),
    ...(kind.policy ? [{ id: 'policy', label: 'Policy', content: <PolicyTab at={at} kind={kind} policy={kind.policy} /> }] : []),
    { id: 'tags', label: 'Tags', content: <ResourceTagsTab at={at} kind={kind} /> },
    { id: 'who', label: 'Who can reach it', content: <WhoCanReachTab at={at} kind={kind} /> },
    { id: 'activity', label: 'Activity', content: <ResourceEvents arn={at.arn} noun={kind.one} /> },
  ];
  return (
    <DetailsPage
      title={at.name}
      breadcrumbs={[{ label: kind.title, href: paths.resourcesOf(at.kind) }]}
      actions={
        gone ? undefined : (
          <>
            <Button variant="danger" onClick={() => setDeleting(true)}>
              {kind.remove.verb}
            </Button>
            <ButtonLink href={paths.accessGraph({ focus: at.arn })}>Access graph</ButtonLink>
          </>
        )
      }
      notices={<ReadError read={read} what={gone ? `the ${kind.one} ${at.name}` : `what this ${kind.one} is`} />}
      summary={
        gone
          ? undefined
          : [
              { label: 'ARN', value: <CopyArn arn={at.arn} /> },
              ...(at.region ? [{ label: 'AWS Region', value: at.region }] : []),
              ...(at.accountId ? [{ label: 'Owner', value: `Account ${at.accountId}` }] : []),
              ...(waiting ? [{ label: 'State', value: waiting }] : read.data === undefined ? [] : view.facts(read.data)),
            ]
      }
      tabs={gone ? undefined : tabs}
    >
      {deleting ? (
        <DeleteResourceDialog kind={kind} at={at} goTo={paths.resourcesOf(at.kind)} onClose={() => setDeleting(false)} />
      ) : null}
    </DetailsPage>
  );
}
