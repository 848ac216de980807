'use client';

import { useMissing } from '@/components/console/kit/use-missing';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { OutsideOrganization } from '../../_components/outside-organization';
import type { DeclarativeTypeFacts, PolicyTypeFacts } from '../../_components/policy-types';
import { policyTypeFactsQuery, rootsQuery } from '../../queries';
import { optOutOfAllServices } from '../actions';
import { PoliciesTable } from './policies-table';
import { policyCrumbs } from './policy-crumbs';
import { PolicyTypeSwitch } from './policy-type-switch';

/** Renders a policy type: its policies, or the purpose of a disabled declarative type without policies. */
export function PolicyTypePage({ type }: { type: PolicyTypeFacts }) {
  const roots = useRead(rootsQuery());
  const facts = useRead(policyTypeFactsQuery([type.id])).data?.Types[0];
  const root = roots.data?.Roots[0];
  const header = {
    title: type.title,
    description: type.summary,
    breadcrumbs: policyCrumbs(),
  };
  if (roots.error || !root) {
    return (
      <>
        <PageHeader {...header} />
        <OutsideOrganization>
          {roots.error ? <ReadError read={roots} what="which policy types are enabled" /> : <Skeleton className="h-64" />}
        </OutsideOrganization>
      </>
    );
  }
  const enabled = root.PolicyTypes.some(({ Type }) => Type === type.id);
  const control = <PolicyTypeSwitch type={type} rootId={root.Id} enabled={enabled} primary={type.kind === null && !enabled} />;
  // Policies of a disabled type stay, and are listed. SCPs and RCPs include AWS's own.
  if (enabled || facts?.Policies || type.kind !== null) {
    return (
      <PoliciesTable
        type={type}
        note={noteOf(type)}
        buttons={
          <>
            {type.id === 'AISERVICES_OPT_OUT_POLICY' && enabled ? <OptOut rootId={root.Id} /> : null}
            {control}
          </>
        }
      />
    );
  }
  return (
    <>
      <PageHeader {...header} />
      <Panel title={`${type.title} are disabled`} actions={control}>
        <div className="max-w-prose space-y-3">
          <p>{type.summary}</p>
          <p className="text-ink-2">
            A policy on the root, an OU or an account applies there and to everything below, the management account included.
            Policies of several levels are combined into the effective policy of an account.
          </p>
          <p className="text-ink-2">Enabling the type attaches nothing, so nothing changes until you attach a policy.</p>
          {noteOf(type)}
        </div>
      </Panel>
    </>
  );
}

function noteOf(type: PolicyTypeFacts) {
  return type.kind === null && !type.inForce ? <Effect type={type} /> : undefined;
}

/** Says that the policies act on nothing in Gatehouse. */
function Effect({ type }: { type: DeclarativeTypeFacts }) {
  return (
    <Alert kind="info">
      {type.title} are stored, combined and shown. Gatehouse does not have the service that applies them, so there is nothing here
      for them to act on.
      {type.hasSyntax ? null : ' AWS documents no syntax for this type, so no document can be saved.'}
    </Alert>
  );
}

function OptOut({ rootId }: { rootId: string }) {
  const missing = useMissing();
  const { run, running } = useOperation(optOutOfAllServices, {
    success: (_, { id }) => ({
      text: 'All accounts are opted out from all AI services.',
      link: { href: paths.organizationPolicy('AISERVICES_OPT_OUT_POLICY', id), label: 'View policy' },
    }),
  });
  return (
    <Button
      loading={running}
      disabledReason={missing('organizations:CreatePolicy') ?? missing('organizations:AttachPolicy')}
      onClick={() => void run({ RootId: rootId })}
    >
      Opt out from all services
    </Button>
  );
}
