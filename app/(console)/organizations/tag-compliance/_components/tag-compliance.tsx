'use client';

import { type Column, columnsOf } from '@/components/console/kit/columns';
import { servedListPage } from '@/components/console/kit/list-page';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { Skeleton } from '@/components/ui/skeleton';
import { UrlTabs } from '@/components/ui/tabs';
import { TextLink } from '@/components/ui/text-link';
import { effectivePolicyHref, paths } from '@/lib/console/paths';
import { resourceAt } from '@/lib/console/resource-arn';
import type { Json } from '@/lib/console/result';
import type { TagComplianceRow } from '@/lib/tag-compliance/operations';
import { OutsideOrganization } from '../../_components/outside-organization';
import { callerQuery, organizationQuery } from '../../queries';
import { type Reach, tagComplianceQuery } from '../queries';

type Row = Json<TagComplianceRow>;

const TYPE = 'tag_policy';
const REASONS = ['Key has another spelling', 'Value not allowed', 'Key not allowed', 'Required key is missing'] as const;

const column = columnsOf<Row>();

/** Returns the compliant tag in words. */
function fixOf({ Reason, Key, CompliantKey, AllowedValues }: Row): string {
  if (Reason === 'Key not allowed') return `Remove ${Key}`;
  const values = AllowedValues.includes('*') || AllowedValues.length === 0 ? 'any value' : AllowedValues.join(', ');
  if (Reason === 'Key has another spelling') return `Spell the key ${CompliantKey}`;
  return Reason === 'Required key is missing' ? `Add ${CompliantKey}: ${values}` : `Use ${values}`;
}

function columnsFor(own: string | undefined): Column<Row>[] {
  return [
    column.text('arn', 'Resource', ({ Arn }) => Arn, {
      mono: true,
      filter: true,
      fills: true,
      rowHeader: true,
      shown: (arn, { AccountId }) => {
        const at = AccountId === own ? resourceAt(arn) : null;
        return at ? <TextLink href={paths.resource(at.kind, arn, 'tags')}>{arn}</TextLink> : arn;
      },
    }),
    column.text('account', 'Account', ({ AccountName }) => AccountName, {
      filter: true,
      shown: (name, { AccountId }) => <TextLink href={effectivePolicyHref(AccountId, TYPE)}>{name}</TextLink>,
    }),
    column.text('accountId', 'Account ID', ({ AccountId }) => AccountId, { sortable: false, hidden: true }),
    column.text('type', 'Resource type', ({ Type }) => Type, { filter: true, mono: true }),
    column.text('region', 'Region', ({ Region }) => Region, { filter: true, hidden: true }),
    column.text('key', 'Tag key', ({ Key }) => Key, { filter: true }),
    column.text('value', 'Value', ({ Value }) => Value, { filter: true }),
    column.text('reason', 'Reason', ({ Reason }) => Reason, { filter: REASONS }),
    column.text('fix', 'To comply', fixOf, { sortable: false }),
    column.text('enforced', 'Enforced', ({ Enforced }) => (Enforced ? 'Yes' : 'No'), { filter: ['Yes', 'No'] }),
    column.text('source', 'Set by', ({ Source }) => Source && `${Source.policyName} at ${Source.nodeName}`, {
      sortable: false,
      hidden: true,
    }),
  ];
}

const Report = servedListPage(({ reach, own }: { reach: Reach; own: string | undefined }) => ({
  id: `tag-compliance-${reach}`,
  panel: '',
  title: 'Tags that do not comply',
  one: 'tag',
  many: 'tags',
  description:
    'Compares the tags of resources with the effective tag policy of their account. Missing required keys are included.',
  query: tagComplianceQuery(reach),
  columns: columnsFor(own),
  rowId: ({ AccountId, Arn, Key, Reason }) => `${AccountId} ${Arn} ${Key} ${Reason}`,
  rowName: ({ Arn }) => Arn,
  empty: {
    title: 'Nothing to correct',
    description: 'All tags comply with the effective tag policies, or no tag policy applies.',
  },
}));

/** The tags that do not comply with tag policies, of the caller's account and of its organization. */
export function TagCompliance() {
  const caller = useRead(callerQuery()).data;
  const organization = useRead(organizationQuery());
  const manages = organization.data?.Organization?.MasterAccountId === caller?.Account;
  const tabs = (['organization', 'account'] as const).map((reach) => ({
    id: reach,
    label: reach === 'account' ? 'This account' : 'Organization',
    content: <Report reach={reach} own={caller?.Account} />,
  }));
  return (
    <>
      <PageHeader
        title="Tag compliance"
        description="See which resources break the tag policies of your organization, and how to correct their tags."
      />
      <OutsideOrganization>
        {caller && (organization.data || organization.error) ? (
          <UrlTabs label="Accounts" param="reach" tabs={manages ? tabs : tabs.toReversed()} />
        ) : (
          <Skeleton className="h-96" />
        )}
      </OutsideOrganization>
    </>
  );
}
