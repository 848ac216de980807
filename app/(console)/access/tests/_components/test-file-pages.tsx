'use client';

import { keepPreviousData, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '@/app/(console)/_client/use-settled';
import { DocumentField } from '@/components/console/form/document-field';
import { fieldProblem } from '@/components/console/form/field-problem';
import { FormPage } from '@/components/console/form/form-page';
import { TextField } from '@/components/console/form/text-field';
import { useMissing } from '@/components/console/kit/use-missing';
import { useOperationForm } from '@/components/console/kit/use-operation-form';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox, ReadError } from '@/components/console/page/read-box';
import { HelpLink } from '@/components/console/shell/help-panel';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { FileName } from '@/lib/access/access-tests/schema';
import { paths } from '@/lib/console/paths';
import { putAccessTestFile } from '../actions';
import { suggestedTestsQuery, testFileQuery, triedTestsQuery } from '../queries';
import { ResultsList } from './results-list';
import { TestsHelp } from './tests-help';
import { Counts } from './tests-page';

const CRUMBS = [{ label: 'Access tests', href: paths.accessTests }];

const FIRST = `version: 1
tests:
  - name: Only these are administrators or can become one
    no-escalation:
      everybody-but: []
`;

export function CreateTestsPage() {
  return <TestFileForm stored={null} />;
}

export function EditTestsPage({ name }: { name: string }) {
  const read = useRead(testFileQuery(name));
  if (read.data) return <TestFileForm key={name} stored={read.data.File} />;
  return (
    <>
      <PageHeader title={name} breadcrumbs={CRUMBS} />
      <ReadBox read={read} what={`the access tests ${name}`}>
        {() => null}
      </ReadBox>
    </>
  );
}

/** Edits a file of access tests. Shows results while typing, and errors at their positions. */
function TestFileForm({ stored }: { stored: { Name: string; Source: string } | null }) {
  const { form, submission } = useOperationForm(putAccessTestFile, {
    defaultValues: { name: stored?.Name ?? '', source: stored?.Source ?? FIRST },
    fields: { Name: 'name', Source: 'source' },
    words: { EntityAlreadyExists: 'A file with this name already exists.' },
    toInput: ({ name, source }) => ({ Name: name, Source: source, ...(stored === null && { New: true }) }),
    success: ({ Name }) => ({ text: `${Name} was saved.` }),
    goTo: () => paths.accessTests,
  });
  const missing = useMissing();
  const [name, source] = form.watch(['name', 'source']);
  const jump = (line: number, column: number) => {
    form.setFocus('source');
    const area = document.activeElement;
    if (!(area instanceof HTMLTextAreaElement)) return;
    const before = source.split('\n').slice(0, line - 1);
    const at = before.reduce((sum, text) => sum + text.length + 1, 0) + column - 1;
    area.setSelectionRange(at, at);
    area.scrollTop = (area.scrollHeight / Math.max(1, source.split('\n').length)) * Math.max(0, line - 4);
  };
  return (
    <>
      <FormPage
        title={stored === null ? 'Create access tests' : `Edit ${stored.Name}`}
        crumb={stored === null ? 'Create' : stored.Name}
        breadcrumbs={CRUMBS}
        description="Enter tests as YAML. The current results appear next to the editor."
        info={<HelpLink />}
        actions={
          <>
            <BeginWithWhatHolds onText={(text) => form.setValue('source', text, { shouldDirty: true })} />
            <Button onClick={() => downloadText(name || 'tests.access.yaml', source, 'application/yaml')}>Download</Button>
          </>
        }
        submitLabel={stored === null ? 'Create test file' : 'Save changes'}
        cancelHref={paths.accessTests}
        missing={missing('gatehouse:PutAccessTestFile')}
        {...submission}
        aside={<Tried source={source} onJump={jump} />}
      >
        <Panel>
          <div className="space-y-4">
            {stored === null ? (
              <TextField
                form={form}
                name="name"
                label="Name"
                hint="1 to 64 letters, digits and _ + = , . @ -"
                placeholder="production.access.yaml"
                problem={(text) => fieldProblem(FileName, text)}
              />
            ) : null}
            <DocumentField form={form} name="source" label="Tests" accept=".yaml,.yml,text/plain" rows={26} />
          </div>
        </Panel>
      </FormPage>
      <TestsHelp />
    </>
  );
}

/** Replaces the text with tests of the current access. */
function BeginWithWhatHolds({ onText }: { onText: (text: string) => void }) {
  const client = useQueryClient();
  const [error, setError] = useState<string>();
  const [running, setRunning] = useState(false);
  const begin = async () => {
    setRunning(true);
    const answer = await client.fetchQuery({ ...suggestedTestsQuery(), staleTime: 0 });
    setRunning(false);
    setError(answer.ok ? undefined : answer.error.message);
    if (answer.ok) onText(answer.data.Source);
  };
  return (
    <>
      <Button loading={running} onClick={() => void begin()}>
        Insert current access
      </Button>
      {error === undefined ? null : (
        <Alert kind="error" live>
          {error}
        </Alert>
      )}
    </>
  );
}

const TYPING_MS = 600;

function Tried({ source, onJump }: { source: string; onJump: (line: number, column: number) => void }) {
  const settled = useSettled(source, TYPING_MS);
  const read = useRead({ ...triedTestsQuery(settled), placeholderData: keepPreviousData });
  const [file] = read.data?.Files ?? [];
  const isCurrent = settled === source && !read.stale;
  return (
    <Panel
      title="Results"
      actions={
        <span role="status" className="text-ink-3 text-sm">
          {isCurrent && read.data ? `in ${Math.max(1, Math.round(read.data.Milliseconds)).toLocaleString('en')} ms` : 'Running…'}
        </span>
      }
      className="xl:max-h-[calc(100dvh-9.5rem)] xl:overflow-y-auto"
    >
      {read.error ? (
        <ReadError read={read} what="the results" />
      ) : !read.data || !file ? (
        <Skeleton className="h-24" />
      ) : file.Issues.length > 0 ? (
        <div className="space-y-2">
          <p className="font-medium text-deny">The file has errors and cannot be run.</p>
          <ul aria-label="Errors in the file" className="space-y-2">
            {file.Issues.map(({ Message, Line, Column }) => (
              <li key={`${Line} ${Column} ${Message}`} className="break-words">
                <Button size="sm" onClick={() => onJump(Line, Column)}>
                  Line {Line}, column {Column}
                </Button>{' '}
                {Message}
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <div className="space-y-3">
          <Counts passed={read.data.Passed} failed={read.data.Failed} undecided={read.data.Undecided} />
          <ResultsList results={file.Results} />
        </div>
      )}
    </Panel>
  );
}
