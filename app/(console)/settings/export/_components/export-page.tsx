'use client';

import { Download } from 'lucide-react';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { CopyCode } from '@/components/console/page/copy-code';
import { EmptyState } from '@/components/console/page/empty-state';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { Button } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Checkbox } from '@/components/ui/field/checkbox';
import { Field } from '@/components/ui/field/field';
import { Input } from '@/components/ui/field/input';
import { SegmentedControl } from '@/components/ui/field/segmented-control';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import type { ExportFormat } from '@/lib/export/export-format';
import type { ExportFile } from '@/lib/export/write-export';
import { type ReadProgress, readOrganizationState, readState } from './read-state';

const OF = ['account', 'organization', 'user', 'group', 'role'] as const;
const FORMATS = ['cli', 'cloudformation', 'terraform'] as const satisfies readonly ExportFormat[];
const ASKED = {
  of: parseAsStringLiteral(OF).withDefault('account'),
  name: parseAsString.withDefault(''),
  accounts: parseAsBoolean.withDefault(true),
  resources: parseAsBoolean.withDefault(false),
  people: parseAsBoolean.withDefault(true),
  as: parseAsStringLiteral(FORMATS).withDefault('cli'),
};

const KIND_LABELS = {
  account: 'The whole account',
  organization: 'The organization',
  user: 'One user',
  group: 'One group',
  role: 'One role',
};
const FORMAT_LABELS = { cli: 'AWS CLI', cloudformation: 'CloudFormation', terraform: 'Terraform' };
type Asked = {
  of: (typeof OF)[number];
  name: string;
  accounts: boolean;
  resources: boolean;
  people: boolean;
  as: ExportFormat;
};

/** Reads and writes the requested export. Null if no principal has the name. */
async function writeDown(
  { of, name, accounts, resources, people, as }: Asked,
  onProgress: (progress: ReadProgress) => void,
): Promise<ConsoleResult<Written | null>> {
  if (of === 'organization') {
    const state = await readOrganizationState({ accounts, resources, identityCenter: people }, onProgress);
    if (!state.ok) return state;
    const { writeOrganizationExport } = await import('@/lib/export/write-organization');
    return { ok: true, data: writeOrganizationExport(state.data, as) };
  }
  const state = await readState(of === 'account' && resources);
  if (!state.ok) return state;
  const { writeExport } = await import('@/lib/export/write-export');
  return { ok: true, data: writeExport(state.data, of === 'account' ? 'account' : { kind: of, name: name.trim() }, as) };
}

const HOW = {
  cli: 'A shell script. Run it with credentials of an account without resources of these names.',
  cloudformation: 'Templates. Deploy them in order, with the capability CAPABILITY_NAMED_IAM.',
  terraform: 'A configuration for the provider hashicorp/aws.',
};

type Written = { files: ExportFile[]; leftOut: string[] };

/** Exports the account, its organization or one principal as code. Runs in the browser with the reader's permissions. */
export function ExportPage() {
  const [asked, setAsked] = useQueryStates(ASKED);
  const [written, setWritten] = useState<Written | null>();
  const [reading, setReading] = useState(false);
  const [progress, setProgress] = useState<ReadProgress>();
  const [error, setError] = useState<ConsoleFailure>();
  const write = async () => {
    setWritten(undefined);
    setError(undefined);
    setReading(true);
    const result = await writeDown(asked, setProgress);
    setReading(false);
    setProgress(undefined);
    if (result.ok) setWritten(result.data);
    else setError(result.error);
  };
  const isOne = asked.of !== 'account' && asked.of !== 'organization';
  // The displayed export is that of the earlier request.
  const ask = (change: Partial<typeof asked>) => {
    setWritten(undefined);
    void setAsked(change);
  };
  return (
    <>
      <PageHeader
        title="Export"
        description="Export this account or its organization as code that recreates it, in another account here or in AWS. Secrets are never included."
      />
      <div className="space-y-4">
        <Panel>
          <form
            className="space-y-4"
            onSubmit={(event) => {
              event.preventDefault();
              void write();
            }}
          >
            <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
              <Field label="What" className="w-56">
                <Select
                  value={asked.of}
                  onValueChange={(of) => ask({ of })}
                  options={OF.map((value) => ({ value, label: KIND_LABELS[value] }))}
                />
              </Field>
              {isOne ? (
                <Field
                  label={`Name of the ${asked.of}`}
                  className="w-72"
                  error={written === null ? `This account has no ${asked.of} with that name.` : undefined}
                >
                  <Input value={asked.name} autoComplete="off" onChange={(event) => ask({ name: event.currentTarget.value })} />
                </Field>
              ) : null}
            </div>
            {asked.of === 'organization' ? (
              <Checkbox
                label="Include member accounts"
                description="Users, groups, roles and policies of each account. Members are accessed through the role OrganizationAccountAccessRole, with your permissions."
                checked={asked.accounts}
                onCheckedChange={(accounts) => ask({ accounts })}
              />
            ) : null}
            {asked.of === 'organization' ? (
              <Checkbox
                label="Include IAM Identity Center"
                description="Users, groups, permission sets and assignments, in files of their own. Passwords and MFA devices are never included."
                checked={asked.people}
                onCheckedChange={(people) => ask({ people })}
              />
            ) : null}
            {asked.of === 'account' || (asked.of === 'organization' && asked.accounts) ? (
              <Checkbox
                label="Include resources"
                description="Buckets, keys, queues, topics, secrets, functions, tables and instances of all Regions, with their policies and tags. Their contents are never included."
                checked={asked.resources}
                onCheckedChange={(resources) => ask({ resources })}
              />
            ) : null}
            <div>
              <SegmentedControl
                label="Format"
                value={asked.as}
                onValueChange={(as) => ask({ as })}
                segments={FORMATS.map((value) => ({ value, label: FORMAT_LABELS[value] }))}
              />
              <p className="mt-1.5 text-ink-2">{HOW[asked.as]}</p>
            </div>
            <Button
              type="submit"
              variant="primary"
              loading={reading}
              disabledReason={isOne && asked.name.trim() === '' ? `Enter the name of the ${asked.of} first` : undefined}
            >
              Export
            </Button>
          </form>
        </Panel>
        {progress ? (
          <Panel title={progress.of === 'Accounts' ? 'Reading the accounts' : 'Reading the permission sets'}>
            <Progress label={progress.of} value={progress.done} max={progress.all} />
          </Panel>
        ) : null}
        {error ? (
          <ErrorBox
            live
            title={asked.of === 'organization' ? 'The organization could not be read' : 'The account could not be read'}
            error={error}
            onRetry={() => void write()}
          />
        ) : null}
        {written ? <WrittenFiles written={written} format={asked.as} /> : null}
        {!written && !error ? (
          <Panel>
            <EmptyState
              title="No export yet"
              description="Everything is read with AWS calls and your permissions, and is recorded in the event history."
            />
          </Panel>
        ) : null}
      </div>
    </>
  );
}

function WrittenFiles({ written: { files, leftOut }, format }: { written: Written; format: ExportFormat }) {
  return (
    <>
      <Panel title="Not included">
        <ul className="list-disc space-y-1 pl-5">
          {leftOut.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      </Panel>
      {files.map(({ name, text }) => (
        <Panel
          key={name}
          title={name}
          actions={
            <Button onClick={() => downloadText(name, text, 'text/plain;charset=utf-8')}>
              <Download aria-hidden size={14} />
              Download
            </Button>
          }
        >
          <CopyCode
            label={name}
            what={name}
            code={text}
            language={format === 'cloudformation' ? 'json' : 'text'}
            maxHeight={560}
          />
        </Panel>
      ))}
    </>
  );
}
