'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { TablePanel } from '@/components/console/table/table-panel';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import { OutsideOrganization } from '../../_components/outside-organization';
import { policyTypeOf } from '../../_components/policy-types';
import { invalidEffectivePoliciesQuery } from '../../queries';

const titleOf = (type: string) => policyTypeOf(type)?.title ?? type;

/** Renders the accounts with an invalid effective policy. The page of a policy has its issues. */
export function IssuesPage() {
  const read = useRead(invalidEffectivePoliciesQuery());
  return (
    <>
      <PageHeader
        title="Effective policy issues"
        breadcrumbs={[{ label: 'AWS accounts', href: paths.accounts }]}
        description="Find the accounts whose effective policy is invalid, and the policies that contribute to it."
      />
      <OutsideOrganization>
        <TablePanel
          title="Accounts with an invalid effective policy"
          description="An account keeps its last valid document as a whole until its effective policy is valid again."
          read={read}
          what="the accounts with an invalid effective policy"
          rows={read.data?.Accounts.flatMap(({ Types, ...account }) => Types.map((type) => ({ ...account, type })))}
          rowKey={({ AccountId, type }) => `${AccountId} ${type}`}
          empty={{ title: 'No issues', description: 'The effective policies of all accounts are valid.' }}
          columns={[
            {
              header: 'Account',
              wide: true,
              cell: ({ AccountId, Name }) => <TextLink href={paths.account(AccountId)}>{Name}</TextLink>,
            },
            { header: 'Account ID', mono: true, cell: ({ AccountId }) => AccountId },
            { header: 'Policy type', cell: ({ type }) => titleOf(type) },
            {
              header: 'Issues',
              actions: true,
              cell: ({ AccountId, Name, type }) => (
                <TextLink href={effectivePolicyHref(AccountId, type)} aria-label={`View issues of ${Name}, ${titleOf(type)}`}>
                  View issues
                </TextLink>
              ),
            },
          ]}
        />
      </OutsideOrganization>
    </>
  );
}
