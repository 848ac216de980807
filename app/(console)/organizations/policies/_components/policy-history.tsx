'use client';

import dynamic from 'next/dynamic';
import { parseAsInteger, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ConfirmDialog } from '@/app/(console)/_client/confirm-dialog';
import { PolicyDiff } from '@/app/(console)/_client/policy-editor';
import { useMissing } from '@/app/(console)/_client/use-missing';
import { useOperation } from '@/app/(console)/_client/use-operation';
import { useRead } from '@/app/(console)/_client/use-read';
import { VersionName, VersionPanel } from '@/app/(console)/_client/version-panel';
import { layOut } from '@/components/access/lay-out';
import { CopyCode } from '@/components/console/page/copy-code';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
import { Button } from '@/components/ui/button';
import type { Json } from '@/lib/console/result';
import type { PolicyKind } from '@/lib/engine';
import type { PolicyVersionOverview } from '@/lib/organizations/policy/version-operations';
import { GuardrailEffect } from '../../_components/guardrail-effect';
import { GuardrailPreview, usePreviewState } from '../../_components/guardrail-preview';
import { policyVersionQuery, policyVersionsQuery } from '../../queries';
import { updatePolicy } from '../actions';

const BrokenTests = dynamic(() => import('@/app/(console)/_client/broken-tests').then((module) => module.BrokenTests));

type Version = Json<PolicyVersionOverview>;
type PolicyHistoryProps = {
  id: string;
  name: string;
  kind: PolicyKind;
  /** How many roots, OUs and accounts have the policy; undefined while that is not known. */
  attached: number | undefined;
};

/** What a guardrail said at each change, what changed, and its restore. */
export function PolicyHistory({ id, name, kind, attached }: PolicyHistoryProps) {
  const read = useRead(policyVersionsQuery(id));
  const [shown, setShown] = useQueryState('version', parseAsInteger);
  const [restoring, setRestoring] = useState<Version | null>(null);
  const versions = read.data?.Versions ?? [];
  const missing = useMissing()('organizations:UpdatePolicy');
  const current = versions.find(({ VersionNumber: number }) => number === shown) ?? versions[0];
  return (
    <div className="space-y-4">
      <TablePanel
        title="History"
        description="AWS keeps no versions of this kind of policy. Here what it said is kept for its last 20 changes."
        what="the history of this policy"
        read={read}
        rows={read.data?.Versions}
        rowKey={({ VersionNumber: number }) => number}
        isSelected={({ VersionNumber: number }) => number === current?.VersionNumber}
        columns={columnsOf({
          newest: versions[0]?.VersionNumber,
          current: current?.VersionNumber,
          missing,
          show: (number) => void setShown(number),
          restore: setRestoring,
        })}
        empty={{ title: 'No history', description: 'The policy has not changed since changes are kept.' }}
      />
      {current ? (
        <ShownVersion
          key={current.VersionNumber}
          id={id}
          name={name}
          kind={kind}
          attached={attached}
          version={current}
          versions={versions}
          onAsk={() => setRestoring(current)}
        />
      ) : null}
      {restoring ? (
        <RestoreDialog id={id} name={name} attached={attached} version={restoring} onClose={() => setRestoring(null)} />
      ) : null}
    </div>
  );
}

type ColumnsOptions = {
  newest: number | undefined;
  current: number | undefined;
  /** Why nothing can be restored. */
  missing: string | undefined;
  show: (number: number) => void;
  restore: (version: Version) => void;
};

function columnsOf({ newest, current, missing, show, restore }: ColumnsOptions): SmallColumn<Version>[] {
  return [
    {
      header: 'Version',
      cell: ({ VersionNumber: number }) => (
        <VersionName
          version={`${number}`}
          shown={number === current}
          badge={number === newest ? 'Current' : undefined}
          onShow={() => show(number)}
        />
      ),
    },
    { header: 'Saved', cell: ({ CreateDate }) => <Time value={CreateDate} format="short" /> },
    {
      header: 'By',
      breaks: true,
      cell: ({ CreatedBy }) => (CreatedBy ? <span title={CreatedBy}>{CreatedBy.split(':').slice(5).join(':')}</span> : '–'),
    },
    { header: 'Name then', cell: ({ Name }) => Name },
    {
      header: 'Restore',
      actions: true,
      cell: (version) =>
        version.VersionNumber === newest ? null : (
          <Button
            size="sm"
            onClick={() => restore(version)}
            disabledReason={missing}
            aria-label={`Restore version ${version.VersionNumber}`}
          >
            Restore
          </Button>
        ),
    },
  ];
}

type ShownVersionProps = PolicyHistoryProps & { version: Version; versions: readonly Version[]; onAsk: () => void };

/** The document of a version, compared with the one before unless said otherwise; one of before, with what counts now, and restored from here. */
function ShownVersion({ version, versions, ...policy }: ShownVersionProps) {
  const { id, kind } = policy;
  const { VersionNumber: number } = version;
  const newest = versions[0]?.VersionNumber ?? number;
  const others = versions.map((one) => one.VersionNumber).filter((other) => other !== number);
  const read = useRead(policyVersionQuery(id, number));
  return (
    <>
      <VersionPanel version={`${number}`} others={others.map(String)} before={`${number === newest ? number - 1 : newest}`}>
        {(since) => (
          <ReadBox read={read} what="this version">
            {({ Content }) =>
              since === null ? (
                <CopyCode
                  label={`Policy document of version ${number}`}
                  what="policy document"
                  code={layOut(Content)}
                  maxHeight={600}
                />
              ) : (
                <Changes id={id} kind={kind} from={Number(since)} after={layOut(Content)} />
              )
            }
          </ReadBox>
        )}
      </VersionPanel>
      {number === newest || !read.data ? null : (
        <RestoreVersion {...policy} number={number} newest={newest} content={read.data.Content} />
      )}
    </>
  );
}

type RestoreVersionProps = Omit<PolicyHistoryProps, 'kind'> & {
  number: number;
  /** The version that counts now. */
  newest: number;
  content: string;
  /** For what takes more than a click. */
  onAsk: () => void;
};

/**
 * What it would change if the version counted again, and the one click that makes it count: what that does stands above it. Where nobody below
 * could do anything any more, or where that could not be worked out, it asks first.
 */
function RestoreVersion({ id, name, attached, number, newest, content, onAsk }: RestoreVersionProps) {
  const missing = useMissing()('organizations:UpdatePolicy');
  const change = attached === 0 ? null : ({ kind: 'update', policyId: id, content } as const);
  const preview = usePreviewState(change);
  const current = useRead(policyVersionQuery(id, newest));
  const undo = useOperation(updatePolicy, { success: () => ({ text: `${name} says again what version ${newest} said.` }) });
  const restore = useOperation(updatePolicy, {
    success: () => ({
      text: `${name} says again what version ${number} said.`,
      link: { label: 'Undo', onSelect: () => void undo.run({ PolicyId: id, Content: current.data?.Content }) },
    }),
  });
  const asks = preview.closes || preview.failed;
  return (
    <>
      <BrokenTests change={{ Kind: 'guardrail', PolicyId: id, Document: content }} />
      <GuardrailEffect change={change} waiting="The policy is attached to nothing: nobody’s access changes" />
      <Button
        variant="primary"
        loading={restore.running}
        disabledReason={missing ?? preview.waiting ?? (current.data ? undefined : 'The version that counts now is being read')}
        onClick={() => (asks ? onAsk() : void restore.run({ PolicyId: id, Content: content }))}
      >
        Restore version {number}
        {asks ? '…' : ''}
      </Button>
    </>
  );
}

type ChangesProps = { id: string; kind: PolicyKind; from: number; after: string };

function Changes({ id, kind, from, after }: ChangesProps) {
  return (
    <ReadBox read={useRead(policyVersionQuery(id, from))} what={`version ${from}`}>
      {({ Content }) =>
        layOut(Content) === after ? (
          <p className="text-ink-2">The document is the same. At most the name or the description was changed.</p>
        ) : (
          <PolicyDiff before={layOut(Content)} after={after} label={`Changes since version ${from}`} kind={kind} />
        )
      }
    </ReadBox>
  );
}

type RestoreDialogProps = Omit<PolicyHistoryProps, 'kind'> & { version: Version; onClose: () => void };

/** Asks before a document of before takes effect again, and shows for whom that changes anything. */
function RestoreDialog({ id, name, attached, version, onClose }: RestoreDialogProps) {
  const read = useRead(policyVersionQuery(id, version.VersionNumber));
  const content = read.data?.Content;
  const change = content === undefined || attached === 0 ? null : ({ kind: 'update', policyId: id, content } as const);
  const preview = usePreviewState(change);
  return (
    <ConfirmDialog
      size="lg"
      title={`Restore version ${version.VersionNumber} of ${name}?`}
      description="Preview: nothing is changed before you restore it. Name, description and targets stay as they are."
      confirmLabel={preview.failed ? 'Restore without preview' : 'Restore'}
      harmless={!preview.closes}
      typeToConfirm={preview.closes ? name : undefined}
      disabledReason={
        content === undefined ? (read.error ? 'The document could not be read' : 'The document is being read') : preview.waiting
      }
      flush
      action={updatePolicy}
      input={{ PolicyId: id, Content: content }}
      success={`${name} says again what version ${version.VersionNumber} said.`}
      onClose={onClose}
    >
      {change ? (
        <GuardrailPreview change={change} />
      ) : (
        <div className="px-4 py-4 text-ink-2">
          <ReadBox read={read} what="this version">
            {() => 'The policy is attached to nothing: nobody’s access changes.'}
          </ReadBox>
        </div>
      )}
    </ConfirmDialog>
  );
}
