'use client';

import dynamic from 'next/dynamic';
import { parseAsString, useQueryState } from 'nuqs';
import { COUNTED } from '@/app/(console)/_client/policies/counted-policies';
import { ReachField, toReach } from '@/app/(console)/access/reach-field';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { escalationPathsQuery } from '../queries';
import { Administrators } from './administrators';
import { EscalationTable } from './escalation-table';

// Loaded when a path is opened, because it includes the policy reader.
const PathPanel = dynamic(() => import('./path-panel').then((module) => module.PathPanel), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

// Loaded when its tab is opened.
const Takeovers = dynamic(() => import('./policy-takeovers').then((module) => module.PolicyTakeovers), {
  ssr: false,
  loading: () => <Skeleton className="h-96" />,
});

/** Lists principals that can become administrators, with the shortest path, and principals that can take over resources. */
export function EscalationPage() {
  const [asked, setAsked] = useQueryState('reach', parseAsString.withOptions({ history: 'push' }));
  const reach = toReach(asked);
  return (
    <>
      <PageHeader
        title="Escalation paths"
        crumb="Escalation"
        description={`See users and roles that can escalate to administrator, with the shortest path for each, and principals that can take full control of a resource by replacing its policy. ${COUNTED.everybody}`}
        actions={
          <>
            <ReachField value={reach} onChange={(next) => void setAsked(next === 'organization' ? next : null)} />
            <ButtonLink href={paths.accessGraph({ reach: reach === 'organization' ? reach : undefined })} className="self-end">
              Access graph
            </ButtonLink>
            <ButtonLink href={paths.escalationMethods} className="self-end">
              Methods
            </ButtonLink>
          </>
        }
      />
      <UrlTabs
        label="Target"
        param="take"
        tabs={[
          { id: 'administrator', label: 'Full account access', content: <Paths key={reach} reach={reach} /> },
          { id: 'resources', label: 'Resources, through their policies', content: <Takeovers key={reach} reach={reach} /> },
        ]}
      />
    </>
  );
}

function Paths({ reach }: { reach: 'account' | 'organization' }) {
  const read = useRead(escalationPathsQuery(reach));
  const { data, error } = read;
  const [selected, setSelected] = useQueryState('selected', parseAsString.withOptions({ history: 'push' }));
  const ownAccount = useOwnAccount();
  if (error) return <ReadError read={read} what="the escalation paths" />;
  if (!data) return <Skeleton className="h-96" />;
  const path = data.Paths.find(({ Arn }) => Arn === selected);
  return (
    <div className="space-y-4">
      <p role="status" className="flex flex-wrap gap-x-6 gap-y-1 text-ink-2">
        <span>
          <b className="font-semibold text-ink">
            {data.Paths.length.toLocaleString('en')} of {plural(data.Considered, 'principal')}
          </b>{' '}
          can become administrators
        </span>
        <span>
          {data.Administrators.length === 1
            ? '1 is an administrator'
            : `${data.Administrators.length.toLocaleString('en')} are administrators`}{' '}
          already
        </span>
        {reach === 'organization' ? <span>{plural(data.Accounts.length, 'account')} of the organization</span> : null}
      </p>
      {data.Withheld > 0 ? (
        <Alert kind="info" title={`${data.Withheld.toLocaleString('en')} more are not shown`}>
          You don't have permission to simulate them, or a principal on their path.
        </Alert>
      ) : null}
      <SplitLayout
        asideFirst={path !== undefined}
        aside={
          path ? (
            <PathPanel path={path} ownAccount={ownAccount} reach={reach} onClose={() => void setSelected(null)} />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
              Choose a principal to see its path step by step, with the statement that allows each step.
            </p>
          )
        }
      >
        <div className="space-y-4">
          <EscalationTable answer={data} selected={selected} onSelect={(arn) => void setSelected(arn)} read={read} />
          <Administrators arns={data.Administrators} accounts={data.Accounts} />
        </div>
      </SplitLayout>
    </div>
  );
}
