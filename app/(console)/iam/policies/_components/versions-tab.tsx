'use client';

import { parseAsString, useQueryState } from 'nuqs';
import { ChangeEffect } from '@/app/(console)/_client/policies/change-effect';
import { PolicyDiff } from '@/app/(console)/_client/policies/policy-editor';
import { RestoreVersion, useRestore } from '@/app/(console)/_client/policies/restore-version';
import { VersionList, VersionPanel } from '@/app/(console)/_client/policies/version-panel';
import { type Act, confirmation, entriesOf, useActs } from '@/components/console/kit/act';
import { useTools } from '@/components/console/kit/tools';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { MenuButton } from '@/components/ui/menu';
import type { Json } from '@/lib/console/result';
import type { OutputOf } from '@/lib/core/operation';
import type { ListPolicyVersions } from '@/lib/iam/policy/version-operations';
import { documentText } from '../../_components/policies/policy-document';
import { PolicyJson } from '../../_components/policies/policy-json';
import { policyVersionQuery } from '../../queries';
import { deletePolicyVersion, setDefaultPolicyVersion } from '../actions';
import { policyVersionsQuery } from '../queries';

type Version = Json<OutputOf<typeof ListPolicyVersions>>['Versions'][number];
type VersionsTabProps = { arn: string; readOnly: boolean };

const deleteVersion: Act<{ arn: string; version: Version }> = {
  label: 'Delete',
  look: 'danger',
  why: ({ version }) => (version.IsDefaultVersion ? 'The default version cannot be deleted' : undefined),
  opens: confirmation(({ arn, version }: { arn: string; version: Version }) => ({
    title: `Delete version ${numberOf(version)}?`,
    action: deletePolicyVersion,
    input: { PolicyArn: arn, VersionId: version.VersionId },
    success: `Version ${numberOf(version)} was deleted.`,
    text: 'The document of this version cannot be restored. Its number is not reused.',
  })),
};

/** Renders the versions of a policy, and the difference between two of them. */
export function VersionsTab({ arn, readOnly }: VersionsTabProps) {
  const [, setNamed] = useQueryState('version', parseAsString);
  const tools = useTools();
  const { begin, dialog } = useActs<{ arn: string; version: Version }>({ onDone: () => void setNamed(null) });
  return (
    <>
      <VersionList
        title="Policy versions"
        description={
          readOnly
            ? 'AWS stores earlier versions of its policies. Gatehouse only has the current version.'
            : 'The default version is in effect. A policy can have five versions.'
        }
        what="the versions of this policy"
        read={useRead(policyVersionsQuery(arn))}
        keyOf={({ VersionId }) => VersionId}
        numberOf={numberOf}
        isInEffect={({ IsDefaultVersion }) => IsDefaultVersion}
        badge="Default"
        columns={[{ header: 'Created', cell: ({ CreateDate }) => <Time value={CreateDate} format="short" /> }]}
        actions={
          readOnly
            ? undefined
            : {
                header: 'Actions',
                cell: (version, restore) => (
                  <MenuButton
                    label="Actions"
                    size="sm"
                    aria-label={`Actions of version ${numberOf(version)}`}
                    entries={[
                      {
                        label: `Restore version ${numberOf(version)}`,
                        disabledReason: version.IsDefaultVersion ? 'It is the default version' : null,
                        onSelect: restore,
                      },
                      ...entriesOf([deleteVersion], { arn, version }, tools, begin, ''),
                    ]}
                  />
                ),
              }
        }
        empty={{ title: 'No versions', description: 'A policy has at least one version.' }}
      >
        {(version, versions, restoring) => (
          <ShownVersion arn={arn} version={version} versions={versions} readOnly={readOnly} restoring={restoring} />
        )}
      </VersionList>
      {dialog}
    </>
  );
}

/** Returns the number in a version ID, such as v1. */
const numberOf = ({ VersionId = '' }: Version) => VersionId.slice(1);

type ShownVersionProps = VersionsTabProps & {
  version: Version;
  versions: readonly Version[];
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
