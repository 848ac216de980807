'use client';

import { useState } from 'react';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { Badge } from '@/components/ui/badge';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import type { IdentityCenterChanges } from '@/lib/access/changes/identity-center-changes';
import { INSTANCE_CHANGES_AT_ONCE } from '@/lib/access/changes/limits';
import { paths } from '@/lib/console/paths';
import type { Json } from '@/lib/console/result';
import { identityCenterChangesQuery, type Moments } from '../queries';
import { PageButtons } from './page-buttons';

type IdentityCenterChangedProps = { moments: Moments; account: string | undefined };
type Row = Json<IdentityCenterChanges>['Rows'][number];

/** Lists changed permission sets, assignments, groups and users of IAM Identity Center. */
export function IdentityCenterChanged({ moments, account }: IdentityCenterChangedProps) {
  const [page, setPage] = useState(1);
  const read = useRead(identityCenterChangesQuery(moments, account, page));
  const { data } = read;
  if (read.error) return <ReadError read={read} what="the changes of IAM Identity Center" />;
  if (data?.NeedsSnapshot)
    return (
      <p className="text-ink-2">To see the changes of IAM Identity Center, compare two snapshots, or a snapshot with now.</p>
    );
  if (!data || data.Total === 0) return null;
  const last = Math.ceil(data.Total / INSTANCE_CHANGES_AT_ONCE);
  return (
    <Panel
      flush
      title="IAM Identity Center"
      count={data.Total}
      description="Definitions of permission sets, assignments, groups and users. A changed permission set reaches accounts when it is provisioned."
      footer={
        last > 1 ? <PageButtons label="Pages of IAM Identity Center" page={page} last={last} onPage={setPage} /> : undefined
      }
    >
      <ul>
        {data.Rows.map((row) => (
          <li key={`${row.Kind} ${row.Id} ${row.Name}`} className="border-line border-b px-4 py-2.5 last:border-b-0">
            <Changed row={row} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

const KINDS = { PERMISSION_SET: 'Permission set ', ASSIGNMENT: 'Assignment of ', GROUP: 'Group ', USER: 'User ' } as const;
const HOW = { ADDED: 'New', REMOVED: 'Gone', CHANGED: null } as const;

/** Returns the address of something that exists at the later time. */
function addressOf({ Kind, Id, How }: Row): string | null {
  if (How === 'REMOVED') return null;
  switch (Kind) {
    case 'PERMISSION_SET':
    case 'ASSIGNMENT':
      return paths.permissionSet(Id);
    case 'GROUP':
      return paths.storeGroup(Id);
    case 'USER':
      return paths.storeUser(Id);
  }
}

function Changed({ row }: { row: Row }) {
  const address = addressOf(row);
  const how = HOW[row.How];
  return (
    <div className="space-y-1">
      <h3 className="font-medium [overflow-wrap:anywhere]">
        {KINDS[row.Kind]}
        {address ? (
          <TextLink inline href={address}>
            {row.Name}
          </TextLink>
        ) : (
          row.Name
        )}
        {how ? <Badge className="ml-2">{how}</Badge> : null}
      </h3>
      {row.Settings.length > 0 ? (
        <ul className="space-y-0.5 text-sm [overflow-wrap:anywhere]">
          {row.Settings.map((setting) => (
            <li key={`${setting.What} ${setting.Before} ${setting.After}`}>
              <Setting setting={setting} />
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

function Setting({ setting: { What, Before, After } }: { setting: Row['Settings'][number] }) {
  const isDocument = What === 'Inline policy';
  const shown = (value: string) =>
    isDocument ? <code className="block whitespace-pre-wrap font-mono text-xs">{value}</code> : value;
  return (
    <>
      <span className="text-ink-2">{What}: </span>
      {Before === null ? null : <del className="text-ink-2">{shown(Before)}</del>}
      {Before !== null && After !== null ? ' ' : null}
      {After === null ? null : <ins className="no-underline">{shown(After)}</ins>}
    </>
  );
}
