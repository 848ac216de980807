'use client';

import { useState } from 'react';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { ConfirmDelete } from '@/components/console/form/confirm-delete';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { Button, ButtonLink } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListAccessKeys } from '@/lib/iam/access-key/operations';
import { deleteAccessKey, updateAccessKey } from './actions';
import { accessKeyLastUsedQuery, accessKeysQuery } from './queries';

type Key = Json<OutputOf<typeof ListAccessKeys>>['AccessKeyMetadata'][number];
type Asked = { key: Key; what: 'deactivate' | 'delete' };

/** AWS: quota of access keys. */
const MOST_KEYS = 2;

type AccessKeysPanelProps = {
  /** Absent: the caller's own. */
  userName?: string;
  /** In words: the user's name, or "the root user". */
  owner: string;
  createHref: string;
};

/** Access keys: at most two, so that one can be replaced while the other is in use. */
export function AccessKeysPanel({ userName, owner, createHref }: AccessKeysPanelProps) {
  const keys = useRead(accessKeysQuery(userName));
  const [asked, setAsked] = useState<Asked | null>(null);
  const count = keys.data?.AccessKeyMetadata.length;
  const full = count !== undefined && count >= MOST_KEYS;
  return (
    <Panel
      title="Access keys"
      count={count}
      description="For calls from the AWS CLI, SDKs and programs. Temporary credentials of a role are safer wherever they will do."
      flush
      actions={
        full ? (
          <Button disabledReason={`${owner} has two access keys, which is the most. Delete one first.`}>Create access key</Button>
        ) : (
          <ButtonLink href={createHref}>Create access key</ButtonLink>
        )
      }
    >
      <div className={keys.data ? undefined : 'p-4'}>
        <ReadBox read={keys} what="access keys">
          {({ AccessKeyMetadata }) =>
            AccessKeyMetadata.length === 0 ? (
              <EmptyState
                title="No access keys"
                description={`${owner} cannot call the API from the command line or a program.`}
              />
            ) : (
              <KeysTable keys={AccessKeyMetadata} userName={userName} onAsk={setAsked} />
            )
          }
        </ReadBox>
      </div>
      <ChangeKeyDialog asked={asked} userName={userName} onClose={() => setAsked(null)} />
    </Panel>
  );
}

function KeysTable({
  keys,
  userName,
  onAsk,
}: {
  keys: readonly Key[];
  userName: string | undefined;
  onAsk: (asked: Asked) => void;
}) {
  return (
    <Table label="Access keys">
      <TableHead>
        <TableRow>
          <TableHeader>Access key ID</TableHeader>
          <TableHeader>Status</TableHeader>
          <TableHeader>Created</TableHeader>
          <TableHeader>Last used</TableHeader>
          <TableHeader>Last used service</TableHeader>
          <TableHeader>Last used Region</TableHeader>
          <TableHeader>
            <span className="sr-only">Actions</span>
          </TableHeader>
        </TableRow>
      </TableHead>
      <TableBody>
        {keys.map((key) => (
          <KeyRow key={key.AccessKeyId} row={key} userName={userName} onAsk={onAsk} />
        ))}
      </TableBody>
    </Table>
  );
}

function KeyRow({ row, userName, onAsk }: { row: Key; userName: string | undefined; onAsk: (asked: Asked) => void }) {
  const { AccessKeyId, Status, CreateDate } = row;
  const lastUsed = useRead(accessKeyLastUsedQuery(AccessKeyId));
  const used = lastUsed.data?.AccessKeyLastUsed;
  const activate = useOperation(updateAccessKey, {
    success: () => ({ text: `Access key ${AccessKeyId} was activated.` }),
  });
  const active = Status === 'Active';
  return (
    <TableRow>
      <TableCell className="whitespace-nowrap">
        <CopyText text={AccessKeyId} what="access key ID" mono />
      </TableCell>
      <TableCell>
        <StatusIndicator state={Status} />
      </TableCell>
      <TableCell className="whitespace-nowrap">
        <Time value={CreateDate} />
      </TableCell>
      {lastUsed.error ? (
        <TableCell colSpan={3} className="text-ink-2">
          Access denied: you need <code className="font-mono text-sm">{lastUsed.error.action ?? 'iam:GetAccessKeyLastUsed'}</code>
        </TableCell>
      ) : (
        <>
          <TableCell className="whitespace-nowrap">{used?.LastUsedDate ? <Time value={used.LastUsedDate} /> : 'Never'}</TableCell>
          <TableCell>{used?.LastUsedDate ? used.ServiceName : '–'}</TableCell>
          <TableCell>{used?.LastUsedDate ? used.Region : '–'}</TableCell>
        </>
      )}
      <TableCell align="end">
        <MenuButton
          label="Actions"
          size="sm"
          aria-label={`Actions of ${AccessKeyId}`}
          entries={[
            active
              ? { label: 'Deactivate', onSelect: () => onAsk({ key: row, what: 'deactivate' }) }
              : {
                  label: 'Activate',
                  onSelect: () => void activate.run({ UserName: userName, AccessKeyId, Status: 'Active' }),
                },
            {
              label: 'Delete',
              danger: true,
              // AWS: the console deletes only keys that were switched off, so that what still uses them shows first.
              disabledReason: active ? 'Deactivate the key first, and see that nothing breaks' : null,
              onSelect: () => onAsk({ key: row, what: 'delete' }),
            },
          ]}
        />
      </TableCell>
    </TableRow>
  );
}

type ChangeKeyDialogProps = { asked: Asked | null; userName: string | undefined; onClose: () => void };

function ChangeKeyDialog({ asked, userName, onClose }: ChangeKeyDialogProps) {
  const AccessKeyId = asked?.key.AccessKeyId ?? '';
  const options = (done: string) => ({
    success: () => ({ text: `Access key ${AccessKeyId} was ${done}.` }),
    handlesError: () => true,
    onSuccess: onClose,
  });
  const deactivate = useOperation(updateAccessKey, options('deactivated'));
  const remove = useOperation(deleteAccessKey, options('deleted'));
  const onOpenChange = (open: boolean) => {
    if (!open) onClose();
  };
  if (asked?.what === 'deactivate') {
    return (
      <ConfirmDelete
        open
        onOpenChange={onOpenChange}
        title="Deactivate this access key?"
        confirmLabel="Deactivate"
        pending={deactivate.running}
        error={deactivate.error}
        onConfirm={() => void deactivate.run({ UserName: userName, AccessKeyId, Status: 'Inactive' })}
      >
        Calls signed with <code className="break-all font-mono text-sm">{AccessKeyId}</code> will be refused from now on. It can
        be activated again.
      </ConfirmDelete>
    );
  }
  return (
    <ConfirmDelete
      open={asked !== null}
      onOpenChange={onOpenChange}
      title="Delete this access key?"
      typeToConfirm={AccessKeyId}
      pending={remove.running}
      error={remove.error}
      onConfirm={() => void remove.run({ UserName: userName, AccessKeyId })}
    >
      A deleted access key cannot be brought back, and its secret is not kept anywhere.
    </ConfirmDelete>
  );
}
