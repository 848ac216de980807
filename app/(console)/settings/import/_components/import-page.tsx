'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Upload } from 'lucide-react';
import { useRef, useState } from 'react';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { useRead } from '@/components/console/kit/use-read';
import { CopyCode } from '@/components/console/page/copy-code';
import { ErrorBox } from '@/components/console/page/error-box';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { formatAccountId } from '@/components/console/shell/identity';
import { SmallTable } from '@/components/console/table/small-table';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import type { ConsoleFailure } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { plural } from '@/lib/core/text/plural';
import { type OrganizationState, placesOf } from '@/lib/export/organization-state';
import type { ImportPlan } from '@/lib/export/plan-import';
import { READ_ORGANIZATION } from '@/lib/export/read-script';
import type { AccountState } from '@/lib/export/state';
import { putAccountRehearsal } from '../../actions';
import { accountSettingsQuery } from '../../queries';
import { type ImportTally, runImport } from './run-import';

/** The amount that a browser reads at once without a noticeable pause. */
const MOST_BYTES = 60_000_000;
const MOST_FAILURES = 200;

type Chosen = { file: string } & Extract<ImportPlan, { ok: true }>;
type Step =
  | { at: 'choose'; problem?: string }
  | { at: 'preview'; chosen: Chosen; error?: ConsoleFailure }
  | { at: 'running'; chosen: Chosen; done: number }
  | { at: 'done'; chosen: Chosen; tally: ImportTally };

/** Imports an AWS account or organization from files: shows the result first, then makes ordinary calls. */
export function ImportPage() {
  const account = useRead(accountSettingsQuery()).data;
  const client = useQueryClient();
  const router = useRouter();
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const cancelled = useRef(false);

  const choose = async (files: readonly File[]) => {
    if (!account) return;
    if (files.reduce((sum, { size }) => sum + size, 0) > MOST_BYTES)
      return setStep({ at: 'choose', problem: 'The files are larger than 60 MB.' });
    const { planImport } = await import('@/lib/export/plan-import');
    const read = await Promise.all(files.map(async (file) => ({ name: file.name, text: await file.text() })));
    const plan = planImport(read, account.AccountId);
    const file = files.length === 1 ? files.map(({ name }) => name).join() : `${files.length} files`;
    setStep(plan.ok ? { at: 'preview', chosen: { file, ...plan } } : { at: 'choose', problem: plan.problem });
  };
  const start = async (chosen: Chosen) => {
    cancelled.current = false;
    setStep({ at: 'running', chosen, done: 0 });
    const marked = await callAction(putAccountRehearsal, { RehearsalOf: chosen.of }).catch(() => null);
    if (marked && !marked.ok) return setStep({ at: 'preview', chosen, error: marked.error });
    const tally = await runImport(
      chosen.calls,
      account ? { [chosen.of]: account.AccountId } : {},
      (done) => setStep({ at: 'running', chosen, done }),
      () => cancelled.current,
    );
    await refreshReads(client);
    // The mark in the bar is outside this page.
    router.refresh();
    setStep({ at: 'done', chosen, tally });
  };
  return (
    <>
      <PageHeader
        title="Import"
        description="Import an AWS account or organization from files to rehearse changes. No AWS credentials are needed."
      />
      <div className="space-y-4">
        {step.at === 'choose' ? (
          <ChooseFile problem={step.problem} ready={account !== undefined} onChoose={(files) => void choose(files)} />
        ) : null}
        {step.at === 'preview' && account ? (
          <Preview
            chosen={step.chosen}
            accountId={account.AccountId}
            organizationId={account.OrganizationId}
            managedBy={account.ManagementAccountId === account.AccountId ? undefined : account.ManagementAccountId}
            error={step.error}
            onStart={() => void start(step.chosen)}
            onBack={() => setStep({ at: 'choose' })}
          />
        ) : null}
        {step.at === 'running' ? (
          <Panel
            title={`Importing ${step.chosen.file}`}
            actions={<Button onClick={() => (cancelled.current = true)}>Stop</Button>}
          >
            <Progress label="Calls" value={step.done} max={step.chosen.calls.length} />
            <p className="mt-2 text-ink-2">Stay on this page. The calls are made one after another with your permissions.</p>
          </Panel>
        ) : null}
        {step.at === 'done' ? <Done chosen={step.chosen} tally={step.tally} onAgain={() => setStep({ at: 'choose' })} /> : null}
      </div>
    </>
  );
}

function ChooseFile({
  problem,
  ready,
  onChoose,
}: {
  problem?: string;
  ready: boolean;
  onChoose: (files: readonly File[]) => void;
}) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      {problem ? (
        <Alert kind="error" live title="This cannot be imported">
          {problem}
        </Alert>
      ) : null}
      <Panel title="1. Export from AWS" description="Use credentials with read access. The output has no passwords or keys.">
        <div className="space-y-4">
          <div>
            <p className="mb-1.5">An account:</p>
            <CopyCode
              label="Command to export an account"
              what="the command"
              language="text"
              code="aws iam get-account-authorization-details > account.json"
            />
          </div>
          <div>
            <p className="mb-1.5">
              An organization: run this script with credentials of the management account and save its output, for example as
              organization.json. To include the contents of its accounts, add the account.json of each.
            </p>
            <CopyCode
              label="Script to export an organization"
              what="the script"
              language="text"
              maxHeight={220}
              code={READ_ORGANIZATION}
            />
          </div>
        </div>
      </Panel>
      <Panel
        title="2. Review the files"
        description="Your browser reads the files. You see the result before anything is created."
      >
        <input
          ref={input}
          type="file"
          hidden
          multiple
          accept=".json,application/json"
          onChange={(event) => {
            const chosen = [...(event.currentTarget.files ?? [])];
            // The same file can be chosen again after a change.
            event.currentTarget.value = '';
            if (chosen.length > 0) onChoose(chosen);
          }}
        />
        <Button
          variant="primary"
          disabledReason={ready ? undefined : 'The settings of this account could not be read'}
          onClick={() => input.current?.click()}
        >
          <Upload aria-hidden size={14} />
          Choose files
        </Button>
      </Panel>
    </>
  );
}

type PreviewProps = {
  chosen: Chosen;
  accountId: string;
  /** The organization of this account, if it has one. */
  organizationId?: string;
  /** The management account, if this account is a member. */
  managedBy?: string;
  error?: ConsoleFailure;
  onStart: () => void;
  onBack: () => void;
};

const count = (value: number) => value.toLocaleString('en');

function Preview({ chosen, accountId, organizationId, managedBy, error, onStart, onBack }: PreviewProps) {
  const { file, organization, state, notes, calls, of } = chosen;
  const taken = organization && organizationId !== undefined;
  const reason = taken ? `This account is already in the organization ${organizationId}` : undefined;
  return (
    <>
      {error ? <ErrorBox live title="Nothing was imported" error={error} /> : null}
      <Panel
        title={file}
        actions={
          <>
            <Button onClick={onBack}>Choose other files</Button>
            <Button variant="primary" disabledReason={calls.length === 0 ? 'The files are empty' : reason} onClick={onStart}>
              Import into this account
            </Button>
          </>
        }
      >
        <KeyValue
          columns={3}
          items={[
            { label: organization ? 'Management account' : 'Account in the file', value: formatAccountId(of) },
            { label: 'Replaced in ARNs and documents by', value: formatAccountId(accountId) },
            { label: 'Calls to make', value: count(calls.length) },
            ...(organization ? organizationFacts(organization) : accountFacts(state)),
          ]}
        />
      </Panel>
      {organization ? <Members organization={organization} /> : null}
      <Panel title="Before you import">
        <ul className="list-disc space-y-1 pl-5">
          {notes.map((note) => (
            <li key={note} className="break-words">
              {note}
            </li>
          ))}
          <li>The account is marked as a rehearsal in the top bar and in its settings.</li>
          {organization ? (
            <li>
              Import as a user or role, not as the root user, because members are entered through the role
              OrganizationAccountAccessRole. An email address can be used once. Accounts whose address is already in use are not
              created.
            </li>
          ) : (
            <li>
              Resources whose names already exist keep their policies. New resources refer to them by name: imported users join
              existing groups and get existing policies.
            </li>
          )}
          <li>
            {managedBy === undefined ? (
              <>
                To be able to undo the import,{' '}
                <TextLink inline href={paths.snapshots}>
                  save a snapshot
                </TextLink>{' '}
                first.
              </>
            ) : (
              `Only the management account, ${formatAccountId(managedBy)}, can save a snapshot. It contains the whole organization.`
            )}
          </li>
        </ul>
      </Panel>
    </>
  );
}

function accountFacts(state: AccountState) {
  const versions = state.policies.reduce((sum, policy) => sum + policy.versions.length, 0);
  const holders = [...state.users, ...state.groups, ...state.roles];
  const inline = holders.reduce((sum, holder) => sum + holder.inline.length, 0);
  return [
    { label: 'Users', value: count(state.users.length) },
    { label: 'Groups', value: count(state.groups.length) },
    { label: 'Roles', value: count(state.roles.length) },
    { label: 'Managed policies', value: `${count(state.policies.length)}, with ${plural(versions, 'version')}` },
    { label: 'Inline policies', value: count(inline) },
    { label: 'Instance profiles', value: count(state.instanceProfiles.length) },
  ];
}

function organizationFacts({
  units,
  members,
  policies,
  policyTypes,
  services,
  delegated,
  delegation,
  accounts,
  identityCenter,
}: OrganizationState) {
  return [
    { label: 'Organizational units', value: count(units.length) },
    { label: 'Member accounts', value: count(members.length) },
    { label: 'Accounts with imported identities', value: count(accounts.length) },
    { label: 'Policies', value: `${count(policies.length)}, of ${policyTypes.length} enabled types` },
    { label: 'Services with trusted access', value: count(services.length) },
    { label: 'Delegated administrators', value: `${count(delegated.length)}${delegation ? ', and a delegation policy' : ''}` },
    ...(identityCenter
      ? [
          {
            label: 'IAM Identity Center',
            value: `${plural(identityCenter.users.length, 'user')} and ${plural(identityCenter.groups.length, 'group')}`,
          },
          {
            label: 'Permission sets',
            value: `${count(identityCenter.permissionSets.length)}, with ${plural(identityCenter.assignments.length, 'assignment')}`,
          },
        ]
      : []),
  ];
}

/** The maximum number of listed members. */
const MOST_MEMBERS = 100;

function Members({ organization }: { organization: OrganizationState }) {
  const places = placesOf(organization);
  const { members, accounts } = organization;
  const read = new Set(accounts.map(({ accountId }) => accountId));
  return (
    <Panel
      title={members.length > MOST_MEMBERS ? `The first ${MOST_MEMBERS} of ${count(members.length)} accounts` : 'Accounts'}
      flush
    >
      <SmallTable
        label="Accounts to create"
        rows={members.slice(0, MOST_MEMBERS)}
        rowKey={({ id }) => id}
        columns={[
          { header: 'Name', cell: ({ name }) => name, breaks: true },
          { header: 'In', cell: ({ parentId }) => places.get(parentId) ?? '/', breaks: true },
          { header: 'Email address', cell: ({ email }) => email, breaks: true },
          { header: 'Identities', cell: ({ id }) => (read.has(id) ? 'Included' : 'Not in the files') },
        ]}
      />
    </Panel>
  );
}

function Done({ chosen, tally, onAgain }: { chosen: Chosen; tally: ImportTally; onAgain: () => void }) {
  const { made, asked, there, failed, stopped } = tally;
  const whole = failed.length === 0 && asked === chosen.calls.length;
  return (
    <>
      {stopped ? <ErrorBox live title="The import stopped" error={stopped} /> : null}
      <Alert
        live
        kind={whole ? 'success' : 'warning'}
        title={`${made.toLocaleString('en')} of ${plural(chosen.calls.length, 'call')} were made`}
        action={
          <Button size="sm" onClick={onAgain}>
            Import more files
          </Button>
        }
      >
        {there.length > 0 ? (
          <p>
            Not changed, because their names already exist: {there.slice(0, 20).join(', ')}
            {there.length > 20 ? ` and ${there.length - 20} more` : ''}.
          </p>
        ) : null}
        <p>
          View{' '}
          <TextLink inline href={paths.users}>
            users
          </TextLink>
          ,{' '}
          <TextLink inline href={paths.roles}>
            roles
          </TextLink>
          ,{' '}
          <TextLink inline href={paths.policies}>
            policies
          </TextLink>
          , and{' '}
          <TextLink inline href={paths.posture()}>
            their security findings
          </TextLink>
          .
        </p>
      </Alert>
      {failed.length > 0 ? (
        <Panel title={`Failed (${failed.length.toLocaleString('en')})`} flush>
          <SmallTable
            label="Failed calls"
            rows={failed.slice(0, MOST_FAILURES)}
            rowKey={(_row, index) => index}
            top
            columns={[
              { header: 'Call', cell: ({ what }) => what, breaks: true },
              { header: 'Error', cell: ({ error }) => error.code, mono: true },
              { header: 'Why', cell: ({ error }) => error.message, wide: true },
            ]}
          />
        </Panel>
      ) : null}
    </>
  );
}
