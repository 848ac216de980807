'use client';

import type { Policy } from '@/app/(console)/organizations/_components/organization-nodes';
import type { Act } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { TargetOverview } from '@/lib/organizations/overview/operations';
import { DetachDialog, whyNotDetachable } from '../../_components/detach-dialog';
import { NODE_COLUMNS } from '../../_components/node-columns';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { useEnabledTypes } from '../../_components/use-organization';
import { targetsQuery } from '../../queries';

type Target = Json<TargetOverview>;

type TargetsProps = { policy: Policy; noAttach: string | undefined };

const column = columnsOf<Target>();

const Targets = servedListPage(({ policy, noAttach }: TargetsProps) => {
  const attach = {
    takes: 'organizations:AttachPolicy',
    why: () => noAttach,
    href: () => paths.attachOrganizationPolicy(policy.Id),
  };
  return {
    id: 'organization-policy-targets',
    panel: '',
    title: 'Targets',
    one: 'target',
    many: 'targets',
    description: 'The policy applies to each target and everything below it.',
    query: (input) => targetsQuery(policy.Id, input),
    rowId: ({ Id }) => Id,
    rowName: ({ Name }) => Name,
    columns: [...NODE_COLUMNS, column.text('place', 'Place', ({ Place }) => Place, { filter: true, fills: true })],
    acts: [
      {
        label: 'Detach…',
        takes: 'organizations:DetachPolicy',
        why: ({ PolicyCount }) => whyNotDetachable(policy, PolicyCount),
        opens: ({ subject, onClose }) => <DetachDialog policy={policy} target={subject} onClose={onClose} />,
      },
    ],
    create: { ...attach, label: 'Attach' },
    empty: {
      title: 'Not attached',
      description: 'A policy has no effect until you attach it to the root, an OU or an account.',
      act: { ...attach, label: 'Choose targets in the tree' } satisfies Act<null>,
    },
  };
});

/** The roots, OUs and accounts that a policy is attached to. */
export function TargetsTable({ type, policy }: { type: PolicyTypeFacts; policy: Policy }) {
  const enabled = useEnabledTypes().has(type.id);
  return <Targets policy={policy} noAttach={enabled ? undefined : `${type.title} are not enabled`} />;
}
