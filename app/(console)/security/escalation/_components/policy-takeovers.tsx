'use client';

import { serviceOfArn } from '@gatehouse/policy/arn';
import { X } from 'lucide-react';
import { parseAsString, useQueryState } from 'nuqs';
import { useMemo } from 'react';
import { DANGER_STATUS, DANGER_WORDS, shortName } from '@/app/(console)/access/step-words';
import { useOwnAccount } from '@/app/(console)/access/use-own-account';
import { useRead } from '@/components/console/kit/use-read';
import { CopyArn } from '@/components/console/page/copy-text';
import { ReadError } from '@/components/console/page/read-box';
import { SplitLayout } from '@/components/console/page/split-layout';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Alert } from '@/components/ui/alert';
import { IconButton } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { Status } from '@/components/ui/status';
import { TextLink } from '@/components/ui/text-link';
import type { PolicyTakeoverAnswer, PolicyTakeoverRow } from '@/lib/access/escalation/operations';
import { parseSubject } from '@/lib/access/subject-arn';
import { paths } from '@/lib/console/paths';
import { plural } from '@/lib/core/text/plural';
import { policyTakeoversQuery } from '../queries';
import { Need } from './path-panel';

const keyOf = ({ Arn, Resource }: PolicyTakeoverRow) => `${Arn} ${Resource}`;

/** Lists resources whose policy a principal without full access can replace. */
export function PolicyTakeovers({ reach }: { reach: 'account' | 'organization' }) {
  const read = useRead(policyTakeoversQuery(reach));
  const { data, error } = read;
  const [selected, setSelected] = useQueryState('takeover', parseAsString.withOptions({ history: 'push' }));
  const ownAccount = useOwnAccount();
  const columns = useMemo(
    () => columnsOf(data?.Accounts ?? [], selected, (key) => void setSelected(key)),
    [data?.Accounts, selected, setSelected],
  );
  const filters = useMemo(() => filtersOf(data?.Accounts ?? []), [data?.Accounts]);
  if (error) return <ReadError read={read} what="the replaceable policies" />;
  if (!data) return <Skeleton className="h-96" />;
  const row = data.Takeovers.find((one) => keyOf(one) === selected);
  return (
    <div className="space-y-4">
      <p role="status" className="text-ink-2">
        {plural(data.Resources, 'resource')} {data.Resources === 1 ? 'is' : 'are'} stored here. A principal that can replace a
        resource's policy can give itself full access. Administrators and principals with full access to the resource are not
        listed.
      </p>
      {data.More > 0 ? (
        <Alert kind="info" title={`${data.More.toLocaleString('en')} more are not listed`}>
          The first {data.Takeovers.length.toLocaleString('en')} are listed.
        </Alert>
      ) : null}
      {data.Withheld > 0 ? (
        <Alert kind="info" title={`${data.Withheld.toLocaleString('en')} more are not shown`}>
          You don't have permission to simulate their principals.
        </Alert>
      ) : null}
      <SplitLayout
        asideFirst={row !== undefined}
        aside={
          row ? (
            <TakeoverPanel row={row} ownAccount={ownAccount} onClose={() => void setSelected(null)} />
          ) : (
            <p className="rounded-lg border border-line border-dashed px-4 py-6 text-center text-ink-2">
              Choose a row to see the statement that allows the policy to be replaced.
            </p>
          )
        }
      >
        <ResourceTable
          id="access-policy-takeovers"
          layout="panel"
          title="Resources whose policy they can replace"
          noun="ways"
          columns={columns}
          filterProperties={filters}
          rows={data.Takeovers}
          rowId={keyOf}
          rowName={({ Resource }) => Resource}
          defaultPreferences={{ pageSize: 50 }}
          urlKey="takeovers"
          read={read}
          empty={{
            title: 'No replaceable policies',
            description:
              data.Resources === 0
                ? 'No resources with replaceable policies are stored here.'
                : 'Only principals that already have full access to a resource can replace its policy.',
          }}
        />
      </SplitLayout>
    </div>
  );
}

function TakeoverPanel({
  row,
  ownAccount,
  onClose,
}: {
  row: PolicyTakeoverRow;
  ownAccount: string | undefined;
  onClose: () => void;
}) {
  return (
    <Panel
      title={`How ${shortName(row.Arn)} takes over ${nameOf(row.Resource)}`}
      actions={
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      }
    >
      <div className="space-y-3">
        <CopyArn arn={row.Arn} />
        <CopyArn arn={row.Resource} />
        <Need need={row.Need} by={row.Arn} ownAccount={ownAccount} />
        <p className="text-sm">
          <TextLink href={paths.whoCan({ action: row.Need.Action, resource: row.Resource })}>
            Who can call {row.Need.Action} on it
          </TextLink>
        </p>
      </div>
    </Panel>
  );
}

/** Returns the last part of an ARN, which is the resource's name in its service. */
function nameOf(arn: string): string {
  return arn.split(':').slice(5).join(':');
}

function columnsOf(
  accounts: PolicyTakeoverAnswer['Accounts'],
  selected: string | null,
  onSelect: (key: string) => void,
): ColumnDefinition<PolicyTakeoverRow>[] {
  const names = new Map(accounts.map(({ Id, Name }) => [Id, Name]));
  const account: ColumnDefinition<PolicyTakeoverRow> = {
    id: 'account',
    header: 'Account',
    value: ({ AccountId }) => names.get(AccountId) ?? AccountId,
  };
  return [
    {
      id: 'resource',
      header: 'Resource',
      rowHeader: true,
      value: ({ Resource }) => nameOf(Resource),
      cell: (row) => (
        <button
          type="button"
          aria-pressed={keyOf(row) === selected}
          onClick={() => onSelect(keyOf(row))}
          className={`text-left hover:underline ${keyOf(row) === selected ? 'font-semibold text-ink' : 'font-medium text-accent'}`}
        >
          <span className="break-all">{nameOf(row.Resource)}</span>
          <span className="block font-normal text-ink-3 text-xs">{row.Resource.split(':')[2]}</span>
        </button>
      ),
    },
    ...(accounts.length > 1 ? [account] : []),
    {
      id: 'principal',
      header: 'Principal',
      value: ({ Arn }) => shortName(Arn),
      cell: ({ Arn }) => (
        <>
          <span className="break-all">{shortName(Arn)}</span>
          <span className="block text-ink-3 text-xs">{parseSubject(Arn)?.kind}</span>
        </>
      ),
    },
    { id: 'how', header: 'By', value: ({ Need: need }) => need.Action },
    {
      id: 'danger',
      header: 'Danger',
      value: ({ Need: need }) => DANGER_WORDS[need.Access],
      cell: ({ Need: need }) => <Status kind={DANGER_STATUS[need.Access]}>{DANGER_WORDS[need.Access]}</Status>,
    },
  ];
}

function filtersOf(accounts: PolicyTakeoverAnswer['Accounts']): TableFilterProperty<PolicyTakeoverRow>[] {
  const names = new Map(accounts.map(({ Id, Name }) => [Id, Name]));
  return [
    { key: 'resource', label: 'Resource', value: ({ Resource }) => Resource },
    { key: 'principal', label: 'Principal', value: ({ Arn }) => Arn },
    { key: 'service', label: 'Service', value: ({ Resource }) => serviceOfArn(Resource) },
    {
      key: 'account',
      label: 'Account',
      value: ({ AccountId }) => [names.get(AccountId), AccountId].flatMap((text) => text ?? []),
    },
    { key: 'action', label: 'Action used', value: ({ Need: need }) => need.Action },
    { key: 'policy', label: 'Policy', value: ({ Need: need }) => need.Statements.map(({ Policy }) => Policy) },
  ];
}
