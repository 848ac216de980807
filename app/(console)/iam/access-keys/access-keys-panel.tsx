'use client';

import { useRead } from '@/app/(console)/_client/use-read';
import { CopyText } from '@/components/console/page/copy-text';
import { EmptyState } from '@/components/console/page/empty-state';
import { ReadBox } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListAccessKeys } from '@/lib/iam/access-key/operations';
import { CredentialMenu } from '../_components/credential-menu';
import { deleteAccessKey, updateAccessKey } from './actions';
import { accessKeyLastUsedQuery, accessKeysQuery } from './queries';

type Key = Json<OutputOf<typeof ListAccessKeys>>['AccessKeyMetadata'][number];

/** AWS: quota of access keys. */
const MOST_KEYS = 2;

const EFFECTS = {
  deactivate: 'calls signed with it will be refused from now on.',
  delete: 'A deleted access key cannot be brought back, and its secret is not kept anywhere.',
} as const;

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
              <KeysTable keys={AccessKeyMetadata} userName={userName} />
            )
          }
        </ReadBox>
      </div>
    </Panel>
  );
}

function KeysTable({ keys, userName }: { keys: readonly Key[]; userName: string | undefined }) {
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
          <KeyRow key={key.AccessKeyId} row={key} userName={userName} />
        ))}
      </TableBody>
    </Table>
  );
}

function KeyRow({ row, userName }: { row: Key; userName: string | undefined }) {
  const { AccessKeyId, Status, CreateDate } = row;
  const lastUsed = useRead(accessKeyLastUsedQuery(AccessKeyId));
  const used = lastUsed.data?.AccessKeyLastUsed;
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
        <CredentialMenu
          what="access key"
          name={AccessKeyId}
          status={Status}
          id={{ UserName: userName, AccessKeyId }}
          update={updateAccessKey}
          remove={deleteAccessKey}
          effects={EFFECTS}
          careful
        />
      </TableCell>
    </TableRow>
  );
}
