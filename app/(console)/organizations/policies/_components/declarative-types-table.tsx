'use client';

import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { TablePanel } from '@/components/console/table/table-panel';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { DECLARATIVE_IDS, DECLARATIVE_TYPES } from '../../_components/declarative-types';
import { policyTypeFactsQuery } from '../../queries';
import { DeclarativeTypeSwitch } from './declarative-type-switch';

type TableProps = { rootId: string; enabledTypes: ReadonlySet<string> };

/** Renders the declarative policy types, and says which of them act on something in Gatehouse. */
export function DeclarativeTypesTable({ rootId, enabledTypes }: TableProps) {
  const facts = useRead(policyTypeFactsQuery(DECLARATIVE_IDS));
  if (facts.error) return <ReadError read={facts} what="the declarative policies" />;
  return (
    <TablePanel
      title="Declarative policies"
      label="Declarative policy types"
      description="Services apply these policies in every account of the organization, the management account included."
      rows={DECLARATIVE_TYPES.map((type) => ({
        type,
        own: facts.data?.Types.find(({ Type }) => Type === type.id),
        enabled: enabledTypes.has(type.id),
      }))}
      rowKey={({ type }) => type.id}
      empty={{ title: 'No policy types', description: 'All organizations have the same types.' }}
      columns={[
        {
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
        },
        {
          header: 'Status',
          cell: ({ enabled }) => <Status kind={enabled ? 'success' : 'inactive'}>{enabled ? 'Enabled' : 'Disabled'}</Status>,
        },
        {
          header: 'In Gatehouse',
          cell: ({ type }) => (type.inForce ? 'In force' : <span className="text-ink-2">Resolved and shown</span>),
        },
        { header: 'Policies', align: 'end', cell: ({ own }) => countOf(own?.Policies) },
        { header: 'Attachments', align: 'end', cell: ({ own }) => countOf(own?.Attachments) },
        {
          header: 'Actions',
          actions: true,
          cell: ({ type, enabled }) => <DeclarativeTypeSwitch type={type} rootId={rootId} enabled={enabled} size="sm" />,
        },
      ]}
    />
  );
}

/** Null is a type whose policies the viewer may not list. */
function countOf(count: number | null | undefined) {
  if (count === undefined) return '–';
  return count === null ? <span className="text-ink-3">No permission</span> : count.toLocaleString('en');
}
