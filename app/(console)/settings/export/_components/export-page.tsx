'use client';

import { Download } from 'lucide-react';
import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryStates } from 'nuqs';
import { useState } from 'react';
import { CopyCode } from '@/components/console/page/copy-code';
import { EmptyState } from '@/components/console/page/empty-state';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { Button } from '@/components/ui/button';
import { Checkbox } from '@/components/ui/checkbox';
import { downloadText } from '@/components/ui/download-text';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Panel } from '@/components/ui/panel';
import { SegmentedControl } from '@/components/ui/segmented-control';
import { Select } from '@/components/ui/select';
import type { ConsoleFailure } from '@/lib/console/result';
import type { ExportFormat } from '@/lib/export/left-out';
import type { ExportFile, ExportScope } from '@/lib/export/write-export';
import { readState } from './read-state';

const OF = ['account', 'user', 'group', 'role'] as const;
const FORMATS = ['cli', 'cloudformation', 'terraform'] as const satisfies readonly ExportFormat[];
const ASKED = {
  of: parseAsStringLiteral(OF).withDefault('account'),
  name: parseAsString.withDefault(''),
  resources: parseAsBoolean.withDefault(false),
  as: parseAsStringLiteral(FORMATS).withDefault('cli'),
};

const KIND_LABELS = { account: 'The whole account', user: 'One user', group: 'One group', role: 'One role' };
const FORMAT_LABELS = { cli: 'AWS CLI', cloudformation: 'CloudFormation', terraform: 'Terraform' };
const HOW = {
  cli: 'A shell script. Run it with credentials of an account in which nothing has these names yet.',
  cloudformation: 'Templates. Deploy them in their order, with the capability CAPABILITY_NAMED_IAM.',
  terraform: 'A configuration for the provider hashicorp/aws.',
};

type Written = { files: ExportFile[]; leftOut: string[] };

/** The account, or one of its principals, in a language that makes it again elsewhere. Written in the browser, of what its reader may read. */
export function ExportPage() {
  const [asked, setAsked] = useQueryStates(ASKED);
  const [written, setWritten] = useState<Written | null>();
  const scope: ExportScope = asked.of === 'account' ? 'account' : { kind: asked.of, name: asked.name.trim() };
  const [reading, setReading] = useState(false);
  const [error, setError] = useState<ConsoleFailure>();
  const write = async () => {
    setWritten(undefined);
    setError(undefined);
    setReading(true);
    const result = await readState(asked.of === 'account' && asked.resources);
    setReading(false);
    if (!result.ok) return setError(result.error);
    const { writeExport } = await import('@/lib/export/write-export');
    setWritten(writeExport(result.data, scope, asked.as));
  };
  // What is shown is of what was asked then.
  const ask = (change: Partial<typeof asked>) => {
    setWritten(undefined);
    void setAsked(change);
  };
  return (
    <>
      <PageHeader
        title="Export"
        description="Users, groups, roles, policies and providers of this account as text that makes them again: in another account here, or at AWS. Secrets are never in it."
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
              {asked.of === 'account' ? null : (
                <Field
                  label={`Name of the ${asked.of}`}
                  className="w-72"
                  error={written === null ? `No ${asked.of} of this account has that name.` : undefined}
                >
                  <Input value={asked.name} autoComplete="off" onChange={(event) => ask({ name: event.currentTarget.value })} />
                </Field>
              )}
            </div>
            {asked.of === 'account' ? (
              <Checkbox
                label="With its resources"
                description="Buckets, keys, queues, topics, secrets, functions, tables and instances of all Regions, with their policies and tags. What they hold is never in it."
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
              disabledReason={asked.of !== 'account' && asked.name.trim() === '' ? `Name the ${asked.of} first` : undefined}
            >
              Write it down
            </Button>
          </form>
        </Panel>
        {error ? <ErrorBox live title="The account could not be read" error={error} onRetry={() => void write()} /> : null}
        {written ? <WrittenFiles written={written} format={asked.as} /> : null}
        {!written && !error ? (
          <Panel>
            <EmptyState
              title="Nothing is written down yet"
              description="Everything is read by the calls that AWS has for it, each with your own permissions, and is in the event history."
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
      <Panel title="What is not in it">
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
