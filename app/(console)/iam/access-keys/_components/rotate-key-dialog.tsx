'use client';

import { Circle, CircleCheck, CircleDot } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useOperation } from '@/components/console/kit/use-operation';
import { type Read, useRead } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { RefreshButton } from '@/components/console/page/refresh-button';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { whenKnown } from '@/lib/console/read-query';
import type { ConsoleAction, Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { GetAccessKeyLastUsed, ListAccessKeys } from '@/lib/iam/access-key/operations';
import { updateAccessKey } from '../actions';
import { accessKeyLastUsedQuery } from '../queries';
import { ROTATION_STEPS, type RotatedKey, type Rotation, type RotationStep, rotationOf } from './rotation';

type Key = Json<OutputOf<typeof ListAccessKeys>>['AccessKeyMetadata'][number];

/** The action that deletes a key with its description. */
export type RemoveKey = ConsoleAction<{ UserName: string | undefined; AccessKeyId: string }, unknown>;

type RotateKeyDialogProps = {
  userName?: string;
  /** The user's name, or "the root user". */
  owner: string;
  keys: readonly Key[];
  createHref: string;
  remove: RemoveKey;
  onClose: () => void;
};

/**
 * Renders a dialog that replaces an access key in the steps that AWS recommends. The current step follows from the keys, so the rotation
 * can be interrupted. Only the last step can't be undone; it is confirmed by typing the key's ID. Mount it only while it is open.
 */
export function RotateKeyDialog({ userName, owner, keys, createHref, remove, onClose }: RotateKeyDialogProps) {
  const [first, second] = keys;
  const uses = [useKeyUse(first), useKeyUse(second)];
  const rotation = rotationOf(keys.map((key, index) => toRotated(key, uses[index])));
  const [deleting, setDeleting] = useState<string | null>(null);
  const id = (key: RotatedKey) => ({ UserName: userName, AccessKeyId: key.id });
  const update = useOperation(updateAccessKey, { handlesError: () => true });
  if (deleting !== null) {
    return (
      <ConfirmDialog
        title="Delete the old key?"
        typeToConfirm={deleting}
        action={remove}
        input={{ UserName: userName, AccessKeyId: deleting }}
        success={`The access keys of ${owner} are rotated: the old one was deleted.`}
        onDone={onClose}
        onClose={() => setDeleting(null)}
      >
        {WORDS.delete.text(owner)}
      </ConfirmDialog>
    );
  }
  if (rotation === null) return null;
  const { old, next } = rotation;
  const buttons: Record<RotationStep, ReactNode> = {
    create: (
      <ButtonLink variant="primary" href={createHref}>
        Create the new key
      </ButtonLink>
    ),
    use:
      next && !next.active ? (
        <Activate
          label="Activate the new key"
          run={() => void update.run({ ...id(next), Status: 'Active' })}
          running={update.running}
        />
      ) : (
        <Button loading={update.running} onClick={() => void update.run({ ...id(old), Status: 'Inactive' })}>
          Deactivate the old key anyway
        </Button>
      ),
    deactivate: (
      <Button variant="primary" loading={update.running} onClick={() => void update.run({ ...id(old), Status: 'Inactive' })}>
        Deactivate the old key
      </Button>
    ),
    delete: (
      <>
        <Activate
          label="Activate the old key again"
          run={() => void update.run({ ...id(old), Status: 'Active' })}
          running={update.running}
        />
        <Button variant="danger-primary" disabled={update.running} onClick={() => setDeleting(old.id)}>
          Delete the old key
        </Button>
      </>
    ),
  };
  return (
    <Dialog
      open
      size="lg"
      onOpenChange={onClose}
      dismissible={!update.running}
      title="Rotate access key"
      description="Replace a key without interruption. You can close this dialog and continue later."
      footer={
        <>
          <Button onClick={onClose}>Close</Button>
          {buttons[rotation.step]}
        </>
      }
    >
      <ol className="space-y-2">
        {ROTATION_STEPS.map((step) => (
          <Step key={step} step={step} rotation={rotation} owner={owner} />
        ))}
      </ol>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <SmallTable
            label="Keys of this rotation"
            rows={next ? [old, next] : [old]}
            rowKey={(key) => key.id}
            columns={[
              { header: 'Key', cell: (key) => (key === old ? 'Old' : 'New') },
              { header: 'Last used', cell: (key) => <LastUsed at={key.lastUsed} /> },
              { header: 'Status', cell: (key) => <StatusIndicator state={key.active ? 'Active' : 'Inactive'} /> },
              { header: 'Access key ID', cell: (key) => <span className="break-all font-mono text-sm">{key.id}</span> },
            ]}
          />
        </div>
        <RefreshButton
          what="last use"
          read={{ refetch: () => void uses.map((use) => use.refetch()), fetching: uses.some((use) => use.fetching) }}
        />
      </div>
      {rotation.oldInUse && old.active ? (
        <Alert kind="warning" title="The old key may still be in use">
          It was used after the new key was created. Find out what still uses it before you deactivate it.
        </Alert>
      ) : null}
      {update.error ? <ErrorBox error={update.error} live /> : null}
    </Dialog>
  );
}

function Activate({ label, run, running }: { label: string; run: () => void; running: boolean }) {
  return (
    <Button loading={running} onClick={run}>
      {label}
    </Button>
  );
}

function LastUsed({ at }: { at: RotatedKey['lastUsed'] }) {
  if (at === undefined) return <span className="text-ink-3">Not known</span>;
  return at === null ? 'Never' : <Time value={at} />;
}

const WORDS: Record<RotationStep, { title: string; text: (owner: string) => string }> = {
  create: {
    title: 'Create a second access key',
    text: (owner) => `The first key stays active. ${owner} can have two keys during the change.`,
  },
  use: {
    title: 'Replace the old key with the new one everywhere',
    text: () => 'Test it, for example with aws sts get-caller-identity. The last use is shown below.',
  },
  deactivate: {
    title: 'Deactivate the old key',
    text: () => 'Calls signed with it are then denied. If something breaks, you can activate it again.',
  },
  delete: {
    title: 'Delete the old key',
    text: () => 'Delete it after everything has worked without it for a while. A deleted key cannot be restored.',
  },
};

function Step({ step, rotation, owner }: { step: RotationStep; rotation: Rotation; owner: string }) {
  const state = ROTATION_STEPS.indexOf(step) - ROTATION_STEPS.indexOf(rotation.step);
  const { title, text } = WORDS[step];
  return (
    <li aria-current={state === 0 ? 'step' : undefined} className="flex gap-2">
      <span className="mt-0.5 shrink-0">
        {state < 0 ? (
          <CircleCheck aria-hidden size={16} className="text-allow" />
        ) : state === 0 ? (
          <CircleDot aria-hidden size={16} className="text-accent" />
        ) : (
          <Circle aria-hidden size={16} className="text-ink-3" />
        )}
      </span>
      <div className={state === 0 ? undefined : 'text-ink-2'}>
        <p className={state === 0 ? 'font-medium' : undefined}>
          {title}
          {state < 0 ? <span className="sr-only"> (done)</span> : null}
        </p>
        {state === 0 ? <p className="text-ink-2 text-sm">{text(owner)}</p> : null}
      </div>
    </li>
  );
}

type KeyUse = Read<Json<OutputOf<typeof GetAccessKeyLastUsed>>>;

function useKeyUse(key: Key | undefined): KeyUse {
  return useRead(whenKnown(key?.AccessKeyId, accessKeyLastUsedQuery));
}

function toRotated(key: Key, use: KeyUse | undefined): RotatedKey {
  const { AccessKeyId: id = '', Status, CreateDate: created = '' } = key;
  return {
    id,
    active: Status === 'Active',
    created,
    lastUsed: use?.data ? (use.data.AccessKeyLastUsed.LastUsedDate ?? null) : undefined,
  };
}
