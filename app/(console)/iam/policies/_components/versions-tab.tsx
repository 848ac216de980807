'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { useState } from 'react';
import { ChangeEffect } from '@/app/(console)/_client/policies/change-effect';
import { PolicyDiff } from '@/app/(console)/_client/policies/policy-editor';
import { RestoreVersion, useRestore } from '@/app/(console)/_client/policies/restore-version';
import { VersionName, VersionPanel } from '@/app/(console)/_client/policies/version-panel';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { TablePanel } from '@/components/console/table/table-panel';
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
type Asked = { version: string; what: 'restore' | 'delete' };

/** Renders the versions of a policy, and the difference between two of them. */
export function VersionsTab({ arn, readOnly }: { arn: string; readOnly: boolean }) {
  const versions = useRead(policyVersionsQuery(arn));
  const [deleting, setDeleting] = useState<string | null>(null);
  const [restoring, setRestoring] = useState<string | null>(null);
  const [shown, setShown] = useQueryState('version', parseAsString);
  const ask = ({ version, what }: Asked) => {
    if (what === 'delete') return setDeleting(version);
    void setShown(version);
    setRestoring(`${version} ${Date.now()}`);
  };
  const list = versions.data?.Versions ?? [];
  const current = list.find(({ VersionId }) => VersionId === shown) ?? list.find(({ IsDefaultVersion }) => IsDefaultVersion);
  return (
    <div className="space-y-4">
      <TablePanel
        title="Policy versions"
        description={
          readOnly
            ? 'AWS stores earlier versions of its policies. Gatehouse only has the current version.'
            : 'The default version is in effect. A policy can have five versions.'
        }
        read={versions}
        what="the versions of this policy"
        rows={versions.data?.Versions}
        rowKey={({ VersionId }) => VersionId}
        isSelected={({ VersionId }) => VersionId === current?.VersionId}
        empty={{ title: 'No versions', description: 'A policy has at least one version.' }}
        columns={columnsOf(current, readOnly, (id) => void setShown(id), ask)}
      />
      {current ? (
        <ShownVersion
          key={current.VersionId}
          arn={arn}
          version={current}
          versions={list}
          readOnly={readOnly}
          restoring={restoring?.startsWith(`${current.VersionId} `) ? restoring : null}
        />
      ) : null}
      {deleting === null ? null : (
        <DeleteVersionDialog
          arn={arn}
          version={deleting}
          onClose={() => setDeleting(null)}
          onDeleted={() => void setShown(null)}
        />
      )}
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
          onShow={() => show(version.VersionId)}
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
              label: `Restore version ${version.slice(1)}`,
              disabledReason: IsDefaultVersion ? 'It is the default version' : null,
              onSelect: () => ask({ version, what: 'restore' }),
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

/** Returns the number in a version ID, such as v1. */
const numberOf = ({ VersionId = '' }: Version) => VersionId.slice(1);

type ShownVersionProps = {
  arn: string;
  version: Version;
  versions: readonly Version[];
  readOnly: boolean;
  /** The value for `asked` of RestoreVersion. */
  restoring: string | null;
};

/** Renders a version. Other versions are compared with the default version and can be restored. */
function ShownVersion({ arn, version, versions, readOnly, restoring }: ShownVersionProps) {
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
      {readOnly || counts ? null : (
        <Restore
          arn={arn}
          number={number}
          inForce={numberOf(inForce)}
          text={read.data && documentText(read.data.PolicyVersion.Document)}
          asked={restoring}
        />
      )}
    </>
  );
}

type RestoreProps = { arn: string; number: string; inForce: string; text: string | undefined; asked: string | null };

function Restore({ arn, number, inForce, text, asked }: RestoreProps) {
  const missing = useMissing()('iam:SetDefaultPolicyVersion');
  const { run, running } = useRestore(setDefaultPolicyVersion, {
    before: { PolicyArn: arn, VersionId: `v${inForce}` },
    text: `Version ${number} is now the default.`,
    undone: `Version ${inForce} is the default again.`,
  });
  return (
    <RestoreVersion
      version={number}
      asked={asked}
      description="It becomes the default version and applies at once to every user, group and role with the policy."
      disabledReason={missing}
      running={running}
      onRestore={() => void run({ PolicyArn: arn, VersionId: `v${number}` })}
    >
      {text === undefined ? undefined : (
        <ChangeEffect change={{ Kind: 'version', PolicyArn: arn, Document: text }} waiting="Nothing is compared" />
      )}
    </RestoreVersion>
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
      The document of this version cannot be restored. Its number is not reused.
    </ConfirmDialog>
  );
}
