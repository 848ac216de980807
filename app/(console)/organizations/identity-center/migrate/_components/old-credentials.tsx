'use client';

import { useState } from 'react';
import { EachDialog } from '@/app/(console)/_client/each-dialog';
import { useRead } from '@/components/console/kit/use-read';
import { Time } from '@/components/console/page/time';
import { ResourceTable } from '@/components/console/table/resource-table';
import type { ColumnDefinition, TableFilterProperty } from '@/components/console/table/resource-table-types';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import type { ListOldCredentials } from '@/lib/access/migration/operations';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import { plural } from '@/lib/core/text/plural';
import { stopCredentials } from '../actions';
import { oldCredentialsQuery } from '../queries';
import type { Plan } from './plan';

type Credential = Json<OutputOf<typeof ListOldCredentials>>['Credentials'][number] & { Migrated: boolean };

const KINDS: Readonly<Record<Credential['Kind'], string>> = {
  PASSWORD: 'Console password',
  ACCESS_KEY: 'Access key',
  MFA_DEVICE: 'MFA device',
  SSH_KEY: 'SSH public key',
  CERTIFICATE: 'Signing certificate',
  SERVICE_CREDENTIAL: 'Service credential',
};

const idOf = ({ UserName, Kind, Id }: Credential) => `${UserName} ${Kind} ${Id}`;
const nameOf = ({ UserName, Kind, Id }: Credential) => `${KINDS[Kind].toLowerCase()} ${Id} of ${UserName}`.replace('  ', ' ');
const migratedText = ({ Migrated }: Credential) => (Migrated ? 'Migrated' : 'Not yet');

const COLUMNS: ColumnDefinition<Credential>[] = [
  { id: 'user', header: 'IAM user', rowHeader: true, value: ({ UserName }) => UserName },
  { id: 'person', header: 'Person', value: migratedText },
  { id: 'kind', header: 'Credential', value: ({ Kind }) => KINDS[Kind] },
  { id: 'id', header: 'ID', value: ({ Id }) => Id, mono: true },
  {
    id: 'status',
    header: 'Status',
    value: ({ Status: status }) => status,
    cell: ({ Status: status }) => <Status kind={status === 'Active' ? 'success' : 'inactive'}>{status}</Status>,
  },
  {
    id: 'used',
    header: 'Last used',
    value: ({ LastUsed }) => LastUsed?.Time,
    cell: ({ LastUsed }) =>
      LastUsed === undefined ? (
        'Not recorded'
      ) : LastUsed === null ? (
        'Never'
      ) : (
        <>
          <Time value={LastUsed.Time} />
          {LastUsed.Service === undefined ? null : ` (${LastUsed.Service})`}
        </>
      ),
  },
];
const FILTERS: TableFilterProperty<Credential>[] = [
  { key: 'user', label: 'IAM user', value: ({ UserName }) => UserName },
  { key: 'kind', label: 'Credential', value: ({ Kind }) => KINDS[Kind], values: Object.values(KINDS) },
  { key: 'person', label: 'Person', value: migratedText, values: ['Migrated', 'Not yet'] },
  { key: 'status', label: 'Status', value: ({ Status: status }) => status, values: ['Active', 'Inactive'] },
];

const canStop = ({ Kind, Status: status }: Credential) => Kind !== 'MFA_DEVICE' && status === 'Active';

/** Renders the credentials of the IAM users, and stops selected ones. */
export function OldCredentials({ plan }: { plan: Plan }) {
  const read = useRead(oldCredentialsQuery(plan.AccountId));
  const [asked, setAsked] = useState<readonly Credential[]>();
  const done = new Set(plan.Users.filter(({ Done }) => Done).map(({ UserName }) => UserName));
  const rows = read.data?.Credentials.map((one) => ({ ...one, Migrated: done.has(one.UserName) }));
  return (
    <div className="space-y-4">
      <Panel title="In this order">
        <ol className="list-decimal space-y-1 pl-5">
          <li>Wait until the people have worked with their new access.</li>
          <li>Deactivate the access keys and delete the passwords. A deactivated key can be activated again.</li>
          <li>Look at Last used for some days. A key that a program uses needs a role, not a person.</li>
          <li>Delete the IAM users. Their MFA devices and keys are deleted with them.</li>
        </ol>
      </Panel>
      <ResourceTable
        id="old-credentials"
        urlKey="credentials-"
        layout="panel"
        title="Credentials of the IAM users"
        noun="credentials"
        columns={COLUMNS}
        filterProperties={FILTERS}
        rows={rows}
        read={read}
        rowId={idOf}
        rowName={nameOf}
        selection="multi"
        actions={(selected) => {
          const some = selected.filter(canStop);
          return [
            {
              label: 'Stop',
              onSelect: () => setAsked(some),
              ...(some.length === 0 && {
                disabledReason:
                  selected.length === 0 ? 'Select at least one credential' : 'These give no access, or are inactive',
              }),
            },
          ];
        }}
        empty={{ title: 'No credentials', description: 'The IAM users of this account have no credentials.' }}
      />
      {asked ? (
        <EachDialog
          title={`Stop ${plural(asked.length, 'credential')}?`}
          noun="credentials"
          items={asked}
          nameOf={nameOf}
          action={stopCredentials}
          callOf={({ UserName, Kind, Id }) => ({ UserName, Kind, Id, AccountId: plan.AccountId, own: plan.Own })}
          submitLabel="Stop"
          done={(count) => `${plural(count, 'credential was', 'credentials were')} stopped.`}
          onClose={() => setAsked(undefined)}
        >
          <p>
            Keys and certificates become inactive and can be activated again. A password is deleted, because IAM cannot deactivate
            one.
          </p>
          {asked.some(({ Migrated }) => !Migrated) ? (
            <p>Some belong to users who are not migrated. They lose their access.</p>
          ) : null}
          {plan.Own ? null : <p>The calls are made with OrganizationAccountAccessRole in the account {plan.AccountName}.</p>}
        </EachDialog>
      ) : null}
    </div>
  );
}
