'use client';

import type { ComponentProps } from 'react';
import { layOut } from '@/components/access/lay-out';
import { type Act, ActButtons, confirmation, opened } from '@/components/console/kit/act';
import { CopyCode } from '@/components/console/page/copy-code';
import { SmallTable } from '@/components/console/table/small-table';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { EditedPolicies, PermissionSetData } from '../../_components/subjects';
import { deletePermissionSetBoundary, deletePermissionSetPolicy, detachCustomerPolicy, detachManagedPolicy } from '../actions';
import { PermissionSetImpact } from './permission-set-impact';
import { withoutPolicy } from './policy-drafts';

type Row = EditedPolicies & { name: string; arn: string | null; path: string };

const REMOVED = 'Provision the permission set to apply the change in accounts.';
const KEPT = 'Accounts keep the policy until you provision the permission set.';
const removing = ({ name, arn, path, id, data }: Row) => ({
  title: `Remove ${name} from the permission set?`,
  confirmLabel: 'Remove policy',
  size: 'lg' as const,
  success: `${name} was removed. ${REMOVED}`,
  text: <WithImpact id={id} draft={withoutPolicy(data, arn === null ? { name, path } : { arn })} text={KEPT} />,
});

type WithImpactProps = { id: string; draft: ComponentProps<typeof PermissionSetImpact>['draft']; text: string };

/** Renders the consequences of a change, with its impact on accounts and people. */
function WithImpact({ id, draft, text }: WithImpactProps) {
  return (
    <div className="space-y-3">
      <p>{text}</p>
      <PermissionSetImpact id={id} draft={draft} />
    </div>
  );
}

const REMOVE: readonly Act<Row>[] = [
  {
    label: 'Remove',
    look: 'danger',
    shown: ({ arn }) => arn !== null,
    takes: 'sso:DetachManagedPolicyFromPermissionSet',
    opens: confirmation(({ arn, InstanceArn, PermissionSetArn, ...row }: Row) => ({
      ...removing({ ...row, arn, InstanceArn, PermissionSetArn }),
      action: detachManagedPolicy,
      input: { InstanceArn, PermissionSetArn, ManagedPolicyArn: arn ?? '' },
    })),
  },
  {
    label: 'Remove',
    look: 'danger',
    shown: ({ arn }) => arn === null,
    takes: 'sso:DetachCustomerManagedPolicyReferenceFromPermissionSet',
    opens: confirmation(({ name, path, InstanceArn, PermissionSetArn, ...row }: Row) => ({
      ...removing({ ...row, name, path, InstanceArn, PermissionSetArn }),
      action: detachCustomerPolicy,
      input: { InstanceArn, PermissionSetArn, CustomerManagedPolicyReference: { Name: name, Path: path } },
    })),
  },
];

const attach: Act<EditedPolicies> = {
  label: 'Attach policies',
  takes: ['sso:AttachManagedPolicyToPermissionSet', 'sso:AttachCustomerManagedPolicyReferenceToPermissionSet'],
  opens: opened(() => import('./attach-policies').then((module) => module.AttachPolicies)),
};

const deleteInline: Act<EditedPolicies> = {
  label: 'Delete',
  fullLabel: 'Delete inline policy',
  look: 'danger',
  takes: 'sso:DeleteInlinePolicyFromPermissionSet',
  opens: confirmation(({ InstanceArn, PermissionSetArn, id }: EditedPolicies) => ({
    title: 'Delete the inline policy?',
    size: 'lg' as const,
    confirmLabel: 'Delete policy',
    action: deletePermissionSetPolicy,
    input: { InstanceArn, PermissionSetArn },
    success: 'The inline policy was deleted. Provision the permission set to apply the change in accounts.',
    text: <WithImpact id={id} draft={{ InlinePolicy: null }} text={KEPT} />,
  })),
};

const setBoundary = (label: string): Act<EditedPolicies> => ({
  label,
  takes: 'sso:PutPermissionsBoundaryToPermissionSet',
  opens: opened(() => import('./set-boundary').then((module) => module.SetBoundary)),
});
const SET_BOUNDARY = setBoundary('Set boundary');
const CHANGE_BOUNDARY = setBoundary('Change boundary');

const deleteBoundary: Act<EditedPolicies> = {
  label: 'Remove boundary',
  look: 'danger',
  takes: 'sso:DeletePermissionsBoundaryFromPermissionSet',
  opens: confirmation(({ InstanceArn, PermissionSetArn, id }: EditedPolicies) => ({
    title: 'Remove the permissions boundary?',
    size: 'lg' as const,
    confirmLabel: 'Remove boundary',
    action: deletePermissionSetBoundary,
    input: { InstanceArn, PermissionSetArn },
    success: `The permissions boundary was removed. ${REMOVED}`,
    text: (
      <WithImpact
        id={id}
        draft={{ Boundary: null }}
        text="Without it, everything that the policies of the permission set allow is allowed, if no other policy denies it."
      />
    ),
  })),
};

/** Renders the policies of a permission set. */
export function PermissionSetPolicies({ id, data }: { id: string; data: PermissionSetData }) {
  const { InstanceArn, PermissionSet, ManagedPolicies, CustomerPolicies, InlinePolicy, Boundary } = data;
  const named = { InstanceArn, PermissionSetArn: PermissionSet.PermissionSetArn, id, data };
  const edit: Act<EditedPolicies> = {
    label: InlinePolicy === null ? 'Add inline policy' : 'Edit',
    fullLabel: InlinePolicy === null ? undefined : 'Edit inline policy',
    takes: 'sso:PutInlinePolicyToPermissionSet',
    href: () => paths.editPermissionSetPolicy(id),
  };
  const rows: Row[] = [
    ...ManagedPolicies.map(({ Name, Arn }) => ({ ...named, name: Name, arn: Arn, path: '' })),
    ...CustomerPolicies.map(({ Name, Path }) => ({ ...named, name: Name, arn: null, path: Path })),
  ];
  return (
    <div className="space-y-4">
      <Panel title="Managed policies" count={rows.length} actions={<ActButtons acts={[attach]} subject={named} />}>
        {rows.length === 0 ? (
          <p className="text-ink-2">No managed policies. Attach an AWS managed policy, or name one that each account has.</p>
        ) : (
          <SmallTable
            label="Managed policies"
            rows={rows}
            rowKey={({ arn, path, name }) => arn ?? `${path}${name}`}
            columns={[
              {
                header: 'Policy',
                cell: ({ name, arn }) => (arn === null ? name : <TextLink href={paths.policy(arn)}>{name}</TextLink>),
              },
              {
                header: 'Type',
                cell: ({ arn, path }) => (arn === null ? `Customer managed, in path ${path}` : 'AWS managed'),
              },
              { header: 'Actions', cell: (row) => <ActButtons acts={REMOVE} subject={row} /> },
            ]}
          />
        )}
      </Panel>
      <Panel
        title="Inline policy"
        actions={<ActButtons acts={InlinePolicy === null ? [edit] : [deleteInline, edit]} subject={named} />}
      >
        {InlinePolicy === null ? (
          <p className="text-ink-2">No inline policy.</p>
        ) : (
          <CopyCode code={layOut(InlinePolicy)} label="Inline policy" what="inline policy" />
        )}
      </Panel>
      <Panel
        title="Permissions boundary"
        description="The maximum permissions of the permission set. A boundary grants nothing itself."
        actions={<ActButtons acts={Boundary === null ? [SET_BOUNDARY] : [deleteBoundary, CHANGE_BOUNDARY]} subject={named} />}
      >
        {Boundary === null ? (
          <p className="text-ink-2">No boundary limits this permission set.</p>
        ) : 'ManagedPolicyArn' in Boundary ? (
          <TextLink href={paths.policy(Boundary.ManagedPolicyArn)} className="break-all">
            {Boundary.ManagedPolicyArn}
          </TextLink>
        ) : (
          <p className="break-words">
            {Boundary.CustomerManagedPolicyReference.Name}, in path {Boundary.CustomerManagedPolicyReference.Path} of each account
          </p>
        )}
      </Panel>
    </div>
  );
}
