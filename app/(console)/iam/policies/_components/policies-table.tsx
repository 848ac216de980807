'use client';

import { actOn } from '@/components/console/kit/act';
import { columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { PolicyOverview } from '@/lib/iam/policy/overview';
import { noAttachment } from '../../_components/policies/no-attachment';
import { POLICY_TYPES } from '../../policies-picker';
import { policiesQuery } from '../../queries';
import { deletePolicyAct } from './acts';

type Policy = Json<PolicyOverview>;

/** Returns the uses of a policy, the "Used as" column of AWS's console. */
function usedAs({ AttachmentCount, PermissionsBoundaryUsageCount }: Policy): string[] {
  const uses = [
    AttachmentCount > 0 ? `Permissions policy (${AttachmentCount})` : null,
    PermissionsBoundaryUsageCount > 0 ? `Permissions boundary (${PermissionsBoundaryUsageCount})` : null,
  ];
  return uses.filter((use) => use !== null);
}

const nameOf = ({ PolicyName }: Policy) => PolicyName;

const column = columnsOf<Policy>();

/** The managed policies of AWS and of the account. */
export const PoliciesTable = servedListPage({
  id: 'policies',
  title: 'Policies',
  one: 'policy',
  many: 'policies',
  description:
    'A policy is a document that states which actions are allowed or denied on which resources. Attach it to a user, group or role, or use it as a permissions boundary.',
  query: policiesQuery,
  rowId: ({ Arn }) => Arn,
  rowName: nameOf,
  columns: [
    column.name('name', 'Policy name', nameOf, ({ Arn }) => paths.policy(Arn)),
    column.text('type', 'Type', ({ Type }) => Type, { width: 210 }),
    column.count(
      'used',
      'Used as',
      ({ AttachmentCount, PermissionsBoundaryUsageCount }) => AttachmentCount + PermissionsBoundaryUsageCount,
      {
        filter: ['Permissions policy', 'Permissions boundary', 'None'],
        shown: (_, policy) => usedAs(policy).join(', ') || <span className="text-ink-3">None</span>,
      },
    ),
    column.text('description', 'Description', ({ Description }) => Description, { filter: true, fills: true }),
    column.time('updated', 'Edited', ({ UpdateDate }) => UpdateDate, { width: 140 }),
    column.text('arn', 'ARN', ({ Arn }) => Arn, { mono: true, filter: true, hidden: true }),
  ],
  filters: [{ key: 'type', label: 'Type', values: POLICY_TYPES, inSight: true }],
  acts: [
    {
      label: 'Attach',
      why: ({ IsAttachable }, { missing }) =>
        IsAttachable ? noAttachment('Attach', missing) : 'Only AWS services attach this policy',
      href: ({ Arn }) => paths.attachPolicy(Arn),
    },
    {
      label: 'Detach',
      why: ({ AttachmentCount }, { missing }) =>
        AttachmentCount === 0 ? 'Not attached to anything' : noAttachment('Detach', missing),
      href: ({ Arn }) => paths.policy(Arn, 'entities'),
    },
    {
      ...actOn((policy: Policy) => policy, deletePolicyAct),
      apart: true,
      why: ({ Type }) => (Type === 'Customer managed' ? undefined : 'AWS managed policies cannot be deleted'),
    },
  ],
  create: { label: 'Create policy', takes: 'iam:CreatePolicy', href: () => paths.createPolicy },
  empty: { description: 'Policies define what identities can do.' },
});
