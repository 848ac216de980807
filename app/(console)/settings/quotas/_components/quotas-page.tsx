'use client';

import { Fragment } from 'react';
import { accountSummaryQuery } from '@/app/(console)/iam/queries';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { type SmallColumn, SmallTable } from '@/components/console/table/small-table';
import { Panel } from '@/components/ui/panel';
import type { QuotaInForce } from '@/lib/account/quota-operations';
import { isOneOf, keysOf } from '@/lib/core/text/lists';
import { quotasQuery } from '../../queries';

/** The counts of the account summary, by quota. */
const IN_USE = {
  UsersPerAccount: 'Users',
  GroupsPerAccount: 'Groups',
  RolesPerAccount: 'Roles',
  PoliciesPerAccount: 'Policies',
  InstanceProfilesPerAccount: 'InstanceProfiles',
  ServerCertificatesPerAccount: 'ServerCertificates',
} as const;

type Row = QuotaInForce & { InUse: number | undefined };

const figure = (number: number) => number.toLocaleString('en');

const COLUMNS: readonly SmallColumn<Row>[] = [
  { header: 'Quota', cell: ({ Name }) => <Words of={Name} />, mono: true, wide: true },
  { header: 'In use', cell: ({ InUse }) => (InUse === undefined ? '–' : figure(InUse)), align: 'end' },
  { header: 'Value', cell: ({ Value }) => figure(Value), align: 'end' },
  { header: 'Quota', cell: ({ Value, Most }) => (Value < Most ? figure(Most) : 'Fixed'), align: 'end' },
];

/** Lists the quotas, and the account's use. */
export function QuotasPage() {
  const quotas = useRead(quotasQuery());
  const summary = useRead(accountSummaryQuery()).data?.SummaryMap;
  const inUse = (name: string) => (isOneOf(keysOf(IN_USE), name) ? summary?.[IN_USE[name]] : undefined);
  return (
    <>
      <PageHeader
        title="Quotas"
        info={<HelpLink />}
        description="See the quotas for IAM, Organizations and stored data. They apply to every account of this installation."
      />
      <Panel title="Quotas" count={quotas.data?.Quotas.length} flush={Boolean(quotas.data)}>
        <ReadBox read={quotas} what="the quotas">
          {({ Quotas }) => (
            <SmallTable
              label="Quotas"
              columns={COLUMNS}
              rows={Quotas.map((quota) => ({ ...quota, InUse: inUse(quota.Name) }))}
              rowKey={({ Name }) => Name}
            />
          )}
        </ReadBox>
      </Panel>
      <QuotasHelp />
    </>
  );
}

/** A name that can wrap between its words. */
function Words({ of }: { of: string }) {
  return of.split(/(?<=[a-z])(?=[A-Z])/).map((word) => (
    <Fragment key={word}>
      <wbr />
      {word}
    </Fragment>
  ));
}

function QuotasHelp() {
  return (
    <HelpPanel title="Quotas">
      <p>
        A call that would exceed a quota fails with LimitExceeded, which names the quota. Sizes are in characters. Stored data is
        in mebibytes.
      </p>
      <h3>Other values</h3>
      <p>
        AWS increases quotas on request. In Gatehouse, the operator of the server sets <code>QUOTAS</code>, up to the AWS maximum,
        or lower to reach a limit with few calls: <code>QUOTAS=RolesPerAccount=50</code>.
      </p>
    </HelpPanel>
  );
}
