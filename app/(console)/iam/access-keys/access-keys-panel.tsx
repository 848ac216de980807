'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { whenKnown } from '@/lib/console/read-query';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListAccessKeys } from '@/lib/iam/access-key/operations';
import { CredentialMenu } from '../_components/secrets/credential-menu';
import type { RemoveKey } from './_components/rotate-key-dialog';
import { deleteAccessKey, updateAccessKey } from './actions';
import { accessKeyLastUsedQuery, accessKeysQuery, userTagsQuery } from './queries';

const RotateKeyDialog = dynamic(() => import('./_components/rotate-key-dialog').then((module) => module.RotateKeyDialog));
const KeyDescriptionDialog = dynamic(() =>
  import('./_components/key-description-dialog').then((module) => module.KeyDescriptionDialog),
);

type Key = Json<OutputOf<typeof ListAccessKeys>>['AccessKeyMetadata'][number];

/** AWS's quota of access keys per user. */
const MOST_KEYS = 2;

const EFFECTS = {
  deactivate: 'calls signed with it will be denied from now on.',
  delete: 'A deleted access key cannot be restored.',
} as const;

type AccessKeysPanelProps = {
  /** The name of the user. If absent, the keys are the caller's. */
  userName?: string;
  /** The user whose tags store the descriptions, as in AWS's console. Absent for a root user. */
  describedOn?: string;
  /** The user's name, or "the root user". */
  owner: string;
  createHref: string;
};

/** Renders the access keys of a user. There are at most two, so that each can be replaced without a gap. */
export function AccessKeysPanel({ userName, describedOn, owner, createHref }: AccessKeysPanelProps) {
  const missing = useMissing();
  const keys = useRead(accessKeysQuery(userName));
  const tags = useRead(whenKnown(describedOn, userTagsQuery));
  const [dialog, setDialog] = useState<'rotate' | { described: string } | null>(null);
  const descriptionOf = (id: string) => tags.data?.Tags.find(({ Key }) => Key === id)?.Value ?? '';
  const count = keys.data?.AccessKeyMetadata.length;
  const full = count !== undefined && count >= MOST_KEYS;
  const remove: RemoveKey = (shown, key) =>
    deleteAccessKey(shown, { ...key, describedOn: descriptionOf(key.AccessKeyId) === '' ? undefined : describedOn });
  const rotation = ['iam:UpdateAccessKey', 'iam:DeleteAccessKey', ...(full ? [] : ['iam:CreateAccessKey'])];
  return (
    <TablePanel
      title="Access keys"
      description="For calls from the AWS CLI, SDKs and programs. If possible, use temporary credentials of a role instead."
      read={keys}
      what="access keys"
      rows={keys.data?.AccessKeyMetadata}
      rowKey={({ AccessKeyId }) => AccessKeyId}
      empty={{
        title: 'No access keys',
        description: `${owner} cannot call the API from the command line or a program.`,
      }}
      columns={columnsOf({ userName, describedOn, tagsError: tags.error?.action, descriptionOf, remove, open: setDialog })}
      actions={
        <>
          {count ? (
            <Button disabledReason={missing(...rotation)} onClick={() => setDialog('rotate')}>
              Rotate access key
            </Button>
          ) : null}
          {full ? (
            <Button disabledReason={`${owner} already has two access keys, which is the maximum. Delete one first.`}>
              Create access key
            </Button>
          ) : (
            <ButtonLink href={createHref} disabledReason={missing('iam:CreateAccessKey')}>
              Create access key
            </ButtonLink>
          )}
        </>
      }
    >
      {dialog === 'rotate' && keys.data ? (
        <RotateKeyDialog
          userName={userName}
          owner={owner}
          keys={keys.data.AccessKeyMetadata}
          createHref={createHref}
          remove={remove}
          onClose={() => setDialog(null)}
        />
      ) : null}
      {dialog !== null && dialog !== 'rotate' && describedOn !== undefined ? (
        <KeyDescriptionDialog
          user={describedOn}
          id={dialog.described}
          description={descriptionOf(dialog.described)}
          onClose={() => setDialog(null)}
        />
      ) : null}
    </TablePanel>
  );
}

type ColumnsOf = {
  userName: string | undefined;
  describedOn: string | undefined;
  /** The reason why descriptions can't be read. */
  tagsError: string | undefined;
  descriptionOf: (id: string) => string;
  remove: RemoveKey;
  open: (dialog: { described: string }) => void;
};

function columnsOf(of: ColumnsOf): SmallColumn<Key>[] {
  const { userName: UserName, describedOn, tagsError, descriptionOf, remove, open } = of;
  const description: SmallColumn<Key> = {
    header: 'Description',
    cell: ({ AccessKeyId }) =>
      tagsError === undefined ? (
        <span className="[overflow-wrap:anywhere]">{descriptionOf(AccessKeyId) || '–'}</span>
      ) : (
        'Access denied'
      ),
  };
  return [
    { header: 'Access key ID', cell: ({ AccessKeyId }) => <CopyText text={AccessKeyId} what="access key ID" mono /> },
    ...(describedOn === undefined ? [] : [description]),
    { header: 'Status', cell: ({ Status }) => <StatusIndicator state={Status} /> },
    { header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} /> },
    { header: 'Last used', wide: true, cell: ({ AccessKeyId }) => <LastUsed id={AccessKeyId} show="time" /> },
    { header: 'Last used service', cell: ({ AccessKeyId }) => <LastUsed id={AccessKeyId} show="ServiceName" /> },
    { header: 'Last used Region', cell: ({ AccessKeyId }) => <LastUsed id={AccessKeyId} show="Region" /> },
    {
      header: 'Actions',
      actions: true,
      cell: ({ AccessKeyId, Status }) => (
        <CredentialMenu
          what="access key"
          name={AccessKeyId}
          status={Status}
          id={{ UserName, AccessKeyId }}
          update={updateAccessKey}
          remove={remove}
          entries={
            describedOn === undefined ? [] : [{ label: 'Edit description', onSelect: () => open({ described: AccessKeyId }) }]
          }
          effects={EFFECTS}
          careful
        />
      ),
    },
  ];
}

/** Renders the time, service or Region of a key's last use. One read has all of them. */
function LastUsed({ id, show }: { id: string; show: 'time' | 'ServiceName' | 'Region' }) {
  const { data, error } = useRead(accessKeyLastUsedQuery(id));
  const used = data?.AccessKeyLastUsed;
  if (show !== 'time') return used?.LastUsedDate ? used[show] : '–';
  if (error) {
    return (
      <span className="text-ink-2">
        Access denied: you need <code className="font-mono text-sm">{error.action ?? 'iam:GetAccessKeyLastUsed'}</code>
      </span>
    );
  }
  return used?.LastUsedDate ? <Time value={used.LastUsedDate} /> : 'Never';
}
