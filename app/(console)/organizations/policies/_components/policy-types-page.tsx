'use client';

import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadError } from '@/components/console/page/read-box';
import { HelpLink } from '@/components/console/shell/help-panel';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import type { PolicyTypeFacts as TypeCounts } from '@/lib/organizations/overview/policies';
import { OutsideOrganization } from '../../_components/outside-organization';
import { DECLARATIVE_TYPES, GUARDRAIL_TYPES, POLICY_TYPE_IDS, type PolicyTypeFacts } from '../../_components/policy-types';
import { policyTypeFactsQuery, rootsQuery } from '../../queries';
import { PolicyTypeSwitch } from './policy-type-switch';
import { StrategyHelp } from './strategy-help';

/** Renders the policy types and whether they are enabled. */
export function PolicyTypesPage() {
  return (
    <>
      <StrategyHelp />
      <PageHeader
        title="Policies"
        crumb="Policies"
        info={<HelpLink />}
        description="Manage policies for all accounts of the organization. Policies only have an effect after you enable their type."
      />
      <OutsideOrganization>
        <TypeTables />
      </OutsideOrganization>
    </>
  );
}

type TypeRow = {
  type: PolicyTypeFacts;
  /** Undefined until they are known. */
  counts: Json<TypeCounts> | undefined;
  enabled: boolean;
  rootId: string;
};

function TypeTables() {
  const roots = useRead(rootsQuery());
  const facts = useRead(policyTypeFactsQuery(POLICY_TYPE_IDS));
  if (roots.error) return <ReadError read={roots} what="which policy types are enabled" />;
  const root = roots.data?.Roots[0];
  if (!root) return <Skeleton className="h-40" />;
  const rowOf = (type: PolicyTypeFacts): TypeRow => ({
    type,
    counts: facts.data?.Types.find(({ Type }) => Type === type.id),
    enabled: root.PolicyTypes.some(({ Type }) => Type === type.id),
    rootId: root.Id,
  });
  return (
    <div className="space-y-4">
      {facts.error ? <ReadError read={facts} what="the policies" /> : null}
      <TablePanel
        title="Authorization policies"
        label="Policy types"
        rows={GUARDRAIL_TYPES.map(rowOf)}
        rowKey={keyOf}
        empty={NO_TYPES}
        columns={[TYPE, STATUS, ...COUNTS]}
      />
      <TablePanel
        title="Declarative policies"
        label="Declarative policy types"
        description="Services apply these policies in every account of the organization, the management account included."
        rows={DECLARATIVE_TYPES.map(rowOf)}
        rowKey={keyOf}
        empty={NO_TYPES}
        columns={[TYPE, STATUS, IN_GATEHOUSE, ...COUNTS]}
      />
    </div>
  );
}

const keyOf = ({ type }: TypeRow) => type.id;

const NO_TYPES = { title: 'No policy types', description: 'All organizations have the same types.' };

const TYPE: SmallColumn<TypeRow> = {
  header: 'Policy type',
  wide: true,
  cell: ({ type }) => (
    <>
      <TextLink href={paths.organizationPolicyType(type.id)} className="font-medium">
        {type.title}
      </TextLink>
      <span className="block text-ink-2 text-sm">{type.summary}</span>
    </>
  ),
};

const STATUS: SmallColumn<TypeRow> = {
  header: 'Status',
  cell: ({ enabled }) => <Status kind={enabled ? 'success' : 'inactive'}>{enabled ? 'Enabled' : 'Disabled'}</Status>,
};

const IN_GATEHOUSE: SmallColumn<TypeRow> = {
  header: 'In Gatehouse',
  cell: ({ type }) => (isInForce(type) ? 'In force' : <span className="text-ink-2">{notInForce(type)}</span>),
};

const COUNTS: readonly SmallColumn<TypeRow>[] = [
  { header: 'Policies', align: 'end', cell: ({ counts }) => countOf(counts?.Policies) },
  { header: 'Attachments', align: 'end', cell: ({ counts }) => countOf(counts?.Attachments) },
  { header: 'Actions', actions: true, cell: (row) => <PolicyTypeSwitch {...row} size="sm" /> },
];

function isInForce(type: PolicyTypeFacts): boolean {
  return type.kind !== null || type.inForce;
}

function notInForce(type: PolicyTypeFacts): string {
  return type.kind === null && !type.hasSyntax ? 'AWS documents no syntax' : 'Resolved and shown';
}

/** Null is a type whose policies the viewer may not list. */
function countOf(count: number | null | undefined) {
  if (count === undefined) return '–';
  return count === null ? <span className="text-ink-3">No permission</span> : count.toLocaleString('en');
}
