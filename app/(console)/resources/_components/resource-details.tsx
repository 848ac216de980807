'use client';

import dynamic from 'next/dynamic';
import { actOn } from '@/components/console/kit/act';
import { detailsPage, type Shown } from '@/components/console/kit/details-page';
import { CopyArn } from '@/components/console/page/copy-text';
import { paths } from '@/lib/console/paths';
import { deletionOf, pageOf } from './acts';
import { ofEachKind } from './kinds';

// Tabs are loaded when they are opened.
const PolicyTab = dynamic(() => import('./policy-tab').then((module) => module.PolicyTab));
const ResourceEvents = dynamic(() =>
  import('@/app/(console)/access/events/resource-events').then((module) => module.ResourceEvents),
);
const WhoCanReachTab = dynamic(() => import('./who-can-reach-tab').then((module) => module.WhoCanReachTab));
const ResourceTagsTab = dynamic(() => import('./resource-tags-tab').then((module) => module.ResourceTagsTab));

const DETAILS = ofEachKind((kind) => {
  const { policy, policyOf } = kind;
  return detailsPage({
    list: { label: kind.title, href: paths.resourcesOf(kind.id) },
    one: kind.one,
    nameOf: (arn) => pageOf(arn).name,
    read: (arn) => kind.describe(pageOf(arn)),
    gone: kind.gone,
    what: `this ${kind.one}`,
    acts: [
      actOn(({ id }: Shown<unknown>) => ({ at: pageOf(id) }), deletionOf(kind)),
      { label: 'Access graph', href: ({ id }) => paths.accessGraph({ focus: id }) },
    ],
    facts: ({ id, read, fact }) => {
      const { region, accountId } = pageOf(id);
      return [
        { label: 'ARN', value: <CopyArn arn={id} /> },
        ...(region ? [{ label: 'AWS Region', value: region }] : []),
        ...(accountId ? [{ label: 'Owner', value: `Account ${accountId}` }] : []),
        ...(read.pending ? [{ label: 'State', value: fact(() => null) }] : []),
        ...(read.data === undefined ? [] : kind.facts(read.data)),
      ];
    },
    tabs: [
      ...kind.tabs.map(({ id, label, Content }) => ({
        id,
        label,
        shows: ({ id: arn }: Shown<unknown>) => <Content at={pageOf(arn)} />,
      })),
      ...(policy && policyOf
        ? [
            {
              id: 'policy',
              label: 'Policy',
              shows: ({ id }: Shown<unknown>) => (
                <PolicyTab at={pageOf(id)} one={kind.one} rules={policy} query={policyOf(pageOf(id))} />
              ),
            },
          ]
        : []),
      { id: 'tags', label: 'Tags', shows: ({ id }) => <ResourceTagsTab at={pageOf(id)} kind={kind} /> },
      { id: 'who', label: 'Who can reach it', shows: ({ id }) => <WhoCanReachTab at={pageOf(id)} asks={kind.asks} /> },
      { id: 'activity', label: 'Activity', shows: ({ id }) => <ResourceEvents arn={id} noun={kind.one} /> },
    ],
  });
});

/** The page of a resource: its facts, access and content. @param id the ARN, of a kind that has pages */
export function ResourceDetails({ id }: { id: string }) {
  const Details = DETAILS[pageOf(id).kind];
  return <Details id={id} />;
}
