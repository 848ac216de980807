'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { PolicyDiff } from '@/app/(console)/_client/policy-editor';
import { useRead } from '@/app/(console)/_client/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Badge } from '@/components/ui/badge';
import { MenuButton } from '@/components/ui/menu';
import { Panel } from '@/components/ui/panel';
import { Select } from '@/components/ui/select';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListPolicyVersions } from '@/lib/iam/policy/version-operations';
import { documentText } from '../../_components/policy-document';
import { PolicyJson } from '../../_components/policy-json';
import { policyVersionQuery } from '../../queries';
import { deletePolicyVersion, setDefaultPolicyVersion } from '../actions';
import { policyVersionsQuery } from '../queries';

type Version = Json<OutputOf<typeof ListPolicyVersions>>['Versions'][number];
type Asked = { version: string; what: 'default' | 'delete' };

/** The versions of a policy: what counts now, what was, and what changed between two. */
export function VersionsTab({ arn, readOnly }: { arn: string; readOnly: boolean }) {
  const versions = useRead(policyVersionsQuery(arn));
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  const [shown, setShown] = useQueryState('version', parseAsString);
  const list = versions.data?.Versions ?? [];
  const current = list.find(({ VersionId }) => VersionId === shown) ?? list.find(({ IsDefaultVersion }) => IsDefaultVersion);
  return (
    <div className="space-y-4">
      <TablePanel
        title="Policy versions"
        description={
          readOnly
            ? 'Of its own policies AWS keeps the versions; the current one is here.'
            : 'The default version counts. Five are kept at most.'
        }
        read={versions}
        what="the versions of this policy"
        rows={versions.data?.Versions}
        rowKey={({ VersionId }) => VersionId ?? ''}
        isSelected={({ VersionId }) => VersionId === current?.VersionId}
        empty={{ title: 'No versions', description: 'A policy has at least one.' }}
        columns={columnsOf(current, readOnly, (id) => void setShown(id), setAsked)}
      />
      {current ? <VersionPanel key={current.VersionId} arn={arn} version={current} versions={list} /> : null}
      {asked?.what === 'default' ? <DefaultVersionDialog arn={arn} version={asked.version} onClose={close} /> : null}
      {asked?.what === 'delete' ? (
        <DeleteVersionDialog arn={arn} version={asked.version} onClose={close} onDeleted={() => void setShown(null)} />
      ) : null}
    </div>
  );
}

function columnsOf(
  current: Version | undefined,
  readOnly: boolean,
  show: (id: string) => void,
  ask: (asked: Asked) => void,
): SmallColumn<Version>[] {
  const columns: SmallColumn<Version>[] = [
    {
      header: 'Version',
      cell: ({ VersionId = '', IsDefaultVersion }) => (
        <span className="flex items-center gap-2">
          <button
            type="button"
            aria-current={VersionId === current?.VersionId || undefined}
            onClick={() => show(VersionId)}
            className="rounded-sm font-medium text-accent hover:underline"
          >
            Version {VersionId.slice(1)}
          </button>
          {IsDefaultVersion ? <Badge tone="accent">Default</Badge> : null}
        </span>
      ),
    },
    { header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} format="absolute" /> },
  ];
  if (readOnly) return columns;
  return [
    ...columns,
    {
      header: 'Actions',
      actions: true,
      cell: ({ VersionId: version = '', IsDefaultVersion }) => (
        <MenuButton
          label="Actions"
          size="sm"
          aria-label={`Actions of version ${version.slice(1)}`}
          entries={[
            {
              label: 'Set as default',
              disabledReason: IsDefaultVersion ? 'It is the default version' : null,
              onSelect: () => ask({ version, what: 'default' }),
            },
            {
              label: 'Delete',
              danger: true,
              disabledReason: IsDefaultVersion ? 'The default version cannot be deleted' : null,
              onSelect: () => ask({ version, what: 'delete' }),
            },
          ]}
        />
      ),
    },
  ];
}

function VersionPanel({ arn, version, versions }: { arn: string; version: Version; versions: readonly Version[] }) {
  const id = version.VersionId ?? '';
  const others = versions.flatMap(({ VersionId }) => (VersionId && VersionId !== id ? [VersionId] : []));
  const [compared, setCompared] = useState('none');
  const read = useRead(policyVersionQuery(arn, id));
  return (
    <Panel
      title={`Version ${id.slice(1)}`}
      actions={
        others.length > 0 ? (
          <Select
            aria-label="Compare with"
            value={compared}
            onValueChange={setCompared}
            className="w-56"
            options={[
              { value: 'none', label: 'Show the document' },
              ...others.map((other) => ({ value: other, label: `Changes since version ${other.slice(1)}` })),
            ]}
          />
        ) : undefined
      }
    >
      <ReadBox read={read} what="this version">
        {({ PolicyVersion }) =>
          compared === 'none' ? (
            <PolicyJson text={documentText(PolicyVersion.Document)} name={`version ${id.slice(1)}`} maxHeight={600} />
          ) : (
            <Changes arn={arn} from={compared} to={id} after={documentText(PolicyVersion.Document)} />
          )
        }
      </ReadBox>
    </Panel>
  );
}

function Changes({ arn, from, to, after }: { arn: string; from: string; to: string; after: string }) {
  const read = useRead(policyVersionQuery(arn, from));
  return (
    <ReadBox read={read} what={`version ${from.slice(1)}`}>
      {({ PolicyVersion }) => {
        const before = documentText(PolicyVersion.Document);
        return <PolicyDiff before={before} after={after} label={`Changes from version ${from.slice(1)} to ${to.slice(1)}`} />;
      }}
    </ReadBox>
  );
}

type VersionDialogProps = { arn: string; version: string; onClose: () => void };

function DefaultVersionDialog({ arn, version, onClose }: VersionDialogProps) {
  return (
    <ConfirmDialog
      title={`Make version ${version.slice(1)} the default?`}
      confirmLabel="Set as default"
      action={setDefaultPolicyVersion}
      input={{ PolicyArn: arn, VersionId: version }}
      success={`Version ${version.slice(1)} is now the default.`}
      onClose={onClose}
    >
      It counts at once for every user, group and role that has the policy.
    </ConfirmDialog>
  );
}

function DeleteVersionDialog({ arn, version, onClose, onDeleted }: VersionDialogProps & { onDeleted: () => void }) {
  return (
    <ConfirmDialog
      title={`Delete version ${version.slice(1)}?`}
      action={deletePolicyVersion}
      input={{ PolicyArn: arn, VersionId: version }}
      success={`Version ${version.slice(1)} was deleted.`}
      onDone={onDeleted}
      onClose={onClose}
    >
      The document of this version cannot be brought back. Its number is not used again.
    </ConfirmDialog>
  );
}
