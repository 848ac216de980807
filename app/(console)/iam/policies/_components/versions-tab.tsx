'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ChangeEffect } from '@/app/(console)/_client/change-effect';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { PolicyDiff } from '@/app/(console)/_client/policy-editor';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { VersionName, VersionPanel } from '@/app/(console)/_client/version-panel';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import { MenuButton } from '@/components/ui/menu';
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
      {current ? <ShownVersion key={current.VersionId} arn={arn} version={current} versions={list} readOnly={readOnly} /> : null}
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
      cell: (version) => (
        <VersionName
          version={numberOf(version)}
          shown={version.VersionId === current?.VersionId}
          badge={version.IsDefaultVersion ? 'Default' : undefined}
          onShow={() => show(version.VersionId ?? '')}
        />
      ),
    },
    { header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} format="short" /> },
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

/** AWS calls them v1, v2 and so on. */
const numberOf = ({ VersionId = '' }: Version) => VersionId.slice(1);

type ShownVersionProps = { arn: string; version: Version; versions: readonly Version[]; readOnly: boolean };

/** A version: one that does not count is compared with the one that does, and restored from here. */
function ShownVersion({ arn, version, versions, readOnly }: ShownVersionProps) {
  const number = numberOf(version);
  const read = useRead(policyVersionQuery(arn, `v${number}`));
  const inForce = versions.find(({ IsDefaultVersion }) => IsDefaultVersion);
  const counts = version.IsDefaultVersion || !inForce;
  return (
    <>
      <VersionPanel
        version={number}
        others={versions.map(numberOf).filter((other) => other !== number)}
        before={counts ? undefined : numberOf(inForce)}
      >
        {(since) => (
          <ReadBox read={read} what="this version">
            {({ PolicyVersion }) => {
              const text = documentText(PolicyVersion.Document);
              if (since !== null) return <Changes arn={arn} from={since} to={number} after={text} />;
              return <PolicyJson text={text} name={`version ${number}`} maxHeight={600} />;
            }}
          </ReadBox>
        )}
      </VersionPanel>
      {readOnly || counts || !read.data ? null : (
        <RestoreVersion
          arn={arn}
          number={number}
          inForce={numberOf(inForce)}
          text={documentText(read.data.PolicyVersion.Document)}
        />
      )}
    </>
  );
}

type RestoreVersionProps = { arn: string; number: string; inForce: string; text: string };

/** What it would change if the version counted again, and the one click that makes it count: what it does stands above it. */
function RestoreVersion({ arn, number, inForce, text }: RestoreVersionProps) {
  const missing = useMissing()('iam:SetDefaultPolicyVersion');
  const undo = useOperation(setDefaultPolicyVersion, {
    success: () => ({ text: `Version ${inForce} is the default again.` }),
  });
  const restore = useOperation(setDefaultPolicyVersion, {
    success: () => ({
      text: `Version ${number} is now the default.`,
      link: { label: 'Undo', onSelect: () => void undo.run({ PolicyArn: arn, VersionId: `v${inForce}` }) },
    }),
  });
  return (
    <>
      <ChangeEffect change={{ Kind: 'version', PolicyArn: arn, Document: text }} waiting="Nothing is compared" />
      <Button
        variant="primary"
        loading={restore.running}
        disabledReason={missing}
        onClick={() => void restore.run({ PolicyArn: arn, VersionId: `v${number}` })}
      >
        Restore version {number}
      </Button>
    </>
  );
}

function Changes({ arn, from, to, after }: { arn: string; from: string; to: string; after: string }) {
  const read = useRead(policyVersionQuery(arn, `v${from}`));
  return (
    <ReadBox read={read} what={`version ${from}`}>
      {({ PolicyVersion }) => {
        const before = documentText(PolicyVersion.Document);
        return <PolicyDiff before={before} after={after} label={`Changes from version ${from} to ${to}`} kind="identity" />;
      }}
    </ReadBox>
  );
}

type VersionDialogProps = { arn: string; version: string; onClose: () => void };

function DefaultVersionDialog({ arn, version, onClose }: VersionDialogProps) {
  const read = useRead(policyVersionQuery(arn, version));
  return (
    <ConfirmDialog
      size="lg"
      title={`Make version ${version.slice(1)} the default?`}
      confirmLabel="Set as default"
      action={setDefaultPolicyVersion}
      input={{ PolicyArn: arn, VersionId: version }}
      success={`Version ${version.slice(1)} is now the default.`}
      onClose={onClose}
    >
      <div className="space-y-3">
        <p>It counts at once for every user, group and role that has the policy.</p>
        <ReadBox read={read} what="this version">
          {({ PolicyVersion }) => (
            <ChangeEffect
              change={{ Kind: 'version', PolicyArn: arn, Document: documentText(PolicyVersion.Document) }}
              waiting="Nothing is compared"
            />
          )}
        </ReadBox>
      </div>
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
