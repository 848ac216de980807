'use client';

import dynamic from 'next/dynamic';
import { useState } from 'react';
import { PolicyDiff, TextDiff } from '@/app/(console)/_client/policies/policy-editor';
import { RestoreVersion, useRestore } from '@/app/(console)/_client/policies/restore-version';
import { VersionList, VersionPanel } from '@/app/(console)/_client/policies/version-panel';
import { layOut } from '@/components/access/lay-out';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import type { SmallColumn } from '@/components/console/table/small-table';
import { Button } from '@/components/ui/button';
import type { Json } from '@/lib/console/result';
import type { PolicyVersionOverview } from '@/lib/organizations/policy/version-operations';
import { ChangePreview, useChangeState } from '../../_components/change-preview';
import { PolicyEffect } from '../../_components/policy-effect';
import type { PolicyTypeFacts } from '../../_components/policy-types';
import { policyVersionQuery, policyVersionsQuery } from '../../queries';
import { updatePolicy } from '../actions';

const BrokenTests = dynamic(() => import('@/app/(console)/_client/policies/broken-tests').then((module) => module.BrokenTests));

type Version = Json<PolicyVersionOverview>;
type PolicyHistoryProps = {
  id: string;
  name: string;
  type: PolicyTypeFacts;
  /** The number of roots, OUs and accounts with the policy; undefined until it is known. */
  attached: number | undefined;
};

const COLUMNS: readonly SmallColumn<Version>[] = [
  { header: 'Saved', cell: ({ CreateDate }) => <Time value={CreateDate} format="short" /> },
  {
    header: 'By',
    breaks: true,
    cell: ({ CreatedBy }) => (CreatedBy ? <span title={CreatedBy}>{CreatedBy.split(':').slice(5).join(':')}</span> : '–'),
  },
  { header: 'Name then', cell: ({ Name }) => Name },
];

/** Renders the versions of a policy, their differences, and Restore. */
export function PolicyHistory(props: PolicyHistoryProps) {
  const read = useRead(policyVersionsQuery(props.id));
  const missing = useMissing()('organizations:UpdatePolicy');
  const newest = read.data?.Versions[0]?.VersionNumber;
  return (
    <VersionList
      title="History"
      description="AWS stores no versions of this type of policy. Gatehouse stores the document of the last 20 changes."
      what="the history of this policy"
      read={read}
      keyOf={numberOf}
      numberOf={numberOf}
      isInEffect={({ VersionNumber }) => VersionNumber === newest}
      badge="Current"
      columns={COLUMNS}
      actions={{
        header: 'Restore',
        cell: (version, restore) =>
          version.VersionNumber === newest ? null : (
            <Button size="sm" onClick={restore} disabledReason={missing} aria-label={`Restore version ${version.VersionNumber}`}>
              Restore
            </Button>
          ),
      }}
      empty={{ title: 'No history', description: 'No changes are stored yet.' }}
    >
      {(version, versions, restoring) => <ShownVersion {...props} version={version} versions={versions} restoring={restoring} />}
    </VersionList>
  );
}

const numberOf = ({ VersionNumber }: Version) => `${VersionNumber}`;

type ShownVersionProps = PolicyHistoryProps & {
  version: Version;
  versions: readonly Version[];
  /** The value for `asked` of RestoreVersion. */
  restoring: string | null;
};

/** Renders a version's document, compared with the previous or the current version, with Restore for older versions. */
function ShownVersion({ version, versions, restoring, ...policy }: ShownVersionProps) {
  const { id, type } = policy;
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
                <Changes id={id} type={type} from={Number(since)} after={layOut(Content)} />
              )
            }
          </ReadBox>
        )}
      </VersionPanel>
      {number === newest ? null : (
        <Restore {...policy} number={number} newest={newest} content={read.data?.Content} asked={restoring} />
      )}
    </>
  );
}

type RestoreProps = PolicyHistoryProps & {
  number: number;
  /** The number of the current version. */
  newest: number;
  /** The document; undefined while it is read. */
  content: string | undefined;
  asked: string | null;
};

/** Asks for confirmation if the version would deny everything to everyone below, or if its effect is unknown. Then restores it. */
function Restore({ id, type, name, attached, number, newest, content, asked }: RestoreProps) {
  const missing = useMissing()('organizations:UpdatePolicy');
  const [confirming, setConfirming] = useState(false);
  const change = content === undefined || attached === 0 ? null : ({ kind: 'update', policyId: id, content } as const);
  const preview = useChangeState(type.id, change);
  const current = useRead(policyVersionQuery(id, newest));
  const { run, running, message } = useRestore(updatePolicy, {
    before: current.data && { PolicyId: id, Content: current.data.Content },
    text: `${name} was restored to version ${number}.`,
    undone: `${name} was restored to version ${newest}.`,
  });
  const asks = preview.closes || preview.failed;
  const isRead = content !== undefined && current.data !== undefined;
  return (
    <>
      <RestoreVersion
        version={`${number}`}
        asked={asked}
        description="The document of this version applies at once. Name, description and targets don’t change."
        disabledReason={missing ?? preview.waiting ?? (isRead ? undefined : 'Loading versions')}
        running={running}
        asks={asks}
        onRestore={() => (asks ? setConfirming(true) : void run({ PolicyId: id, Content: content }))}
      >
        {content === undefined ? undefined : (
          <>
            {type.kind === null ? null : <BrokenTests change={{ Kind: 'guardrail', PolicyId: id, Document: content }} />}
            <PolicyEffect type={type} change={change} waiting={`The policy is not attached, so ${untouched(type)}`} />
          </>
        )}
      </RestoreVersion>
      {confirming && change ? (
        <ConfirmDialog
          size="lg"
          title={`Restore version ${number} of ${name}?`}
          description="Preview. Nothing changes until you restore it. Name, description and targets don’t change."
          confirmLabel={preview.failed ? 'Restore without preview' : 'Restore'}
          harmless={!preview.closes}
          typeToConfirm={preview.closes ? name : undefined}
          disabledReason={preview.waiting}
          flush
          action={updatePolicy}
          input={{ PolicyId: id, Content: content }}
          success={message}
          onClose={() => setConfirming(false)}
        >
          <ChangePreview type={type.id} change={change} />
        </ConfirmDialog>
      ) : null}
    </>
  );
}

function untouched({ kind }: PolicyTypeFacts): string {
  return kind === null ? 'no effective policy changes' : 'nobody’s access changes';
}

type ChangesProps = { id: string; type: PolicyTypeFacts; from: number; after: string };

function Changes({ id, type: { kind }, from, after }: ChangesProps) {
  return (
    <ReadBox read={useRead(policyVersionQuery(id, from))} what={`version ${from}`}>
      {({ Content }) =>
        layOut(Content) === after ? (
          <p className="text-ink-2">The document is the same. Only the name or the description can differ.</p>
        ) : kind === null ? (
          <TextDiff before={layOut(Content)} after={after} label={`Changes since version ${from}`} />
        ) : (
          <PolicyDiff before={layOut(Content)} after={after} label={`Changes since version ${from}`} kind={kind} />
        )
      }
    </ReadBox>
  );
}
