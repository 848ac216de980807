'use client';

import { useQueryClient } from '@tanstack/react-query';
import { Download } from 'lucide-react';
import { type ReactNode, useId, useRef, useState } from 'react';
import { UnsavedChanges } from '@/components/console/form/unsaved-changes';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { LOST } from '@/components/console/kit/use-read';
import { ErrorBox } from '@/components/console/page/error-box';
import { PageHeader } from '@/components/console/page/page-header';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Textarea } from '@/components/ui/field/textarea';
import { Panel } from '@/components/ui/panel';
import { Progress } from '@/components/ui/progress';
import { Status } from '@/components/ui/status';
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from '@/components/ui/table';
import type { RowOutcome, RowTask } from '@/lib/console/recipes/listed';
import type { ConsoleAction, ConsoleFailure, ConsoleResult } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { harmlessCell } from '@/lib/core/text/harmless-cell';
import type { ListProblem } from '@/lib/core/text/list-text';
import { plural } from '@/lib/core/text/plural';
import { DownloadCsv } from '../download-csv';
import { openRows, type RowState, runRows } from './run-rows';

type ListRead<Row> = { Rows: readonly Row[]; Problems: readonly ListProblem[] };

/** A kind of list that is carried out row by row, as a value. */
export type ListFileKind<Row extends { Line: number }, Read extends ListRead<Row>> = {
  title: string;
  description: string;
  back: { label: string; href: string };
  /** The noun for what a row makes, used in counts: "user". */
  noun: string;
  /** The columns with what each holds, in the order of `example`. */
  columns: readonly (readonly [name: string, about: string])[];
  example: string;
  /** Checks a text. Nothing is changed. */
  read: ConsoleAction<{ Text: string }, Read>;
  /** Carries out some rows of what was read. */
  run: (read: Read, tasks: readonly RowTask<Row>[]) => Promise<ConsoleResult<readonly RowOutcome[]>>;
  /** The cells of a row in the preview, by heading. */
  cells: (row: Row) => Readonly<Record<string, string>>;
  submit: (count: string) => string;
  /** "12 users were created." */
  done: (count: string) => string;
  /** The file with data that is shown only once. */
  credentials?: {
    fileName: string;
    about: string;
    row: (row: Row, shown: Readonly<Record<string, string>>) => Readonly<Record<string, string>>;
  };
};

/** Rows of a preview that are shown; the others are counted. */
const SHOWN = 50;
const MOST_FILE_BYTES = 500_000;

/**
 * Creates or changes many things from a pasted list or a file. Shows all problems at once, runs the rows, and continues after a
 * failure.
 */
export function ListFilePage<Row extends { Line: number }, Read extends ListRead<Row>>({
  kind,
}: {
  kind: ListFileKind<Row, Read>;
}) {
  const [text, setText] = useState('');
  const [checked, setChecked] = useState<{ text: string; read: Read } | null>(null);
  const [states, setStates] = useState<readonly RowState[]>([]);
  const [busy, setBusy] = useState<'checking' | 'running' | null>(null);
  const [error, setError] = useState<ConsoleFailure | null>(null);
  const [saved, setSaved] = useState(false);
  const stopped = useRef(false);
  const status = useRef<HTMLDivElement>(null);
  const client = useQueryClient();
  const fieldId = useId();
  const read = checked !== null && (checked.text === text || states.length > 0) ? checked.read : null;
  const rows = read?.Rows ?? [];
  const begun = states.some((state) => state !== null);
  const open = openRows(states);
  const secrets = rows.flatMap((row, index) => {
    const shown = states[index]?.shown ?? {};
    return kind.credentials && Object.keys(shown).length > 0 ? [kind.credentials.row(row, shown)] : [];
  });

  const check = async () => {
    setBusy('checking');
    setError(null);
    const result = await callAction(kind.read, { Text: text }).catch((): ConsoleResult<never> => ({ ok: false, error: LOST }));
    setBusy(null);
    setStates([]);
    if (result.ok) setChecked({ text, read: result.data });
    else setError(result.error);
    status.current?.focus();
  };
  const run = async () => {
    if (!read) return;
    stopped.current = false;
    setSaved(false);
    setBusy('running');
    setError(null);
    const start = states.length === rows.length ? states : rows.map(() => null);
    setStates(start);
    const ended = await runRows(
      rows,
      start,
      (tasks) => kind.run(read, tasks).catch((): ConsoleResult<never> => ({ ok: false, error: LOST })),
      setStates,
      () => stopped.current,
    );
    await refreshReads(client);
    setBusy(null);
    setError(ended);
    status.current?.focus();
  };
  const choose = async (file: File | undefined) => {
    if (!file) return;
    if (file.size > MOST_FILE_BYTES)
      setError({ code: 'ValidationError', message: 'The file is larger than 500 kB.', requestId: '' });
    else setText(await file.text());
  };
  return (
    <>
      <PageHeader title={kind.title} breadcrumbs={[kind.back]} description={kind.description} />
      <UnsavedChanges dirty={(text !== '' && !begun) || (secrets.length > 0 && !saved) || busy === 'running'} />
      <div className="max-w-5xl space-y-4">
        {begun ? null : (
          <Panel title="List">
            <div className="space-y-3">
              <dl className="grid gap-x-4 gap-y-1 text-sm sm:grid-cols-[max-content_1fr]">
                {kind.columns.map(([name, about]) => (
                  <div key={name} className="contents">
                    <dt className="font-mono">{name}</dt>
                    <dd className="text-ink-2">{about}</dd>
                  </div>
                ))}
              </dl>
              <label htmlFor={fieldId} className="block font-medium text-sm">
                Paste a list or CSV
              </label>
              <Textarea
                id={fieldId}
                mono
                rows={10}
                spellCheck={false}
                value={text}
                placeholder={kind.example}
                onChange={(event) => setText(event.currentTarget.value)}
              />
              <div className="flex flex-wrap items-center justify-between gap-2">
                <label className="text-sm">
                  <span className="mr-2 text-ink-2">Or choose a file</span>
                  <input
                    type="file"
                    accept=".csv,.txt,text/csv,text/plain"
                    onChange={(event) => void choose(event.currentTarget.files?.[0])}
                  />
                </label>
                <div className="flex flex-wrap gap-2">
                  <Button
                    onClick={() => downloadText(`${kind.noun}s-template.csv`, `${kind.example}\n`, 'text/csv;charset=utf-8')}
                  >
                    <Download aria-hidden size={14} />
                    Download template
                  </Button>
                  {text === '' ? <Button onClick={() => setText(kind.example)}>Insert example</Button> : null}
                  <Button
                    variant={read ? 'normal' : 'primary'}
                    loading={busy === 'checking'}
                    disabledReason={text.trim() === '' ? 'Enter a list first' : undefined}
                    onClick={() => void check()}
                  >
                    Check list
                  </Button>
                </div>
              </div>
            </div>
          </Panel>
        )}
        <div ref={status} tabIndex={-1} className="space-y-4 outline-none" role="status">
          {error ? <ErrorBox error={error} /> : null}
          {read && !begun ? <Checked read={read} noun={kind.noun} /> : null}
          {begun && busy === null ? (
            open.length === 0 ? (
              <Alert kind="success" title={kind.done(plural(rows.length, kind.noun))} />
            ) : (
              <Alert kind="warning" title={`${plural(rows.length - open.length, 'row')} of ${rows.length} done`}>
                The other rows are listed below with the reason. Fix the problems and run them again. Completed rows are not
                repeated.
              </Alert>
            )
          ) : null}
        </div>
        {busy === 'running' ? <Progress label="Rows" value={rows.length - open.length} max={rows.length} /> : null}
        {secrets.length > 0 && kind.credentials && busy === null ? (
          <Alert kind="warning" title="Download the credentials now. You can't see them again">
            <p className="mb-2">{kind.credentials.about}</p>
            <DownloadCsv fileName={kind.credentials.fileName} rows={secrets} primary onDownload={() => setSaved(true)} />
          </Alert>
        ) : null}
        {rows.length > 0 ? <Preview rows={rows} states={states} cells={kind.cells} /> : null}
        <div className="flex flex-wrap justify-end gap-2">
          {begun && busy === null ? (
            <DownloadCsv
              fileName={`${kind.noun}s-results.csv`}
              label="Download results"
              rows={resultsOf({ rows, states, cells: kind.cells })}
            />
          ) : null}
          <ButtonLink href={kind.back.href}>{begun ? `Return to ${kind.back.label.toLowerCase()}` : 'Cancel'}</ButtonLink>
          {busy === 'running' ? (
            <Button
              onClick={() => {
                stopped.current = true;
              }}
            >
              Stop
            </Button>
          ) : null}
          {begun && open.length === 0 ? null : (
            <Button
              variant="primary"
              loading={busy === 'running'}
              disabledReason={read === null ? 'Check the list first' : rows.length === 0 ? 'No row is valid' : undefined}
              onClick={() => void run()}
            >
              {begun ? `Retry ${plural(open.length, 'row')}` : kind.submit(plural(rows.length, kind.noun))}
            </Button>
          )}
        </div>
      </div>
    </>
  );
}

function Checked({ read: { Rows, Problems }, noun }: { read: ListRead<unknown>; noun: string }): ReactNode {
  if (Problems.length === 0) return <Alert kind="success" title={`No problems found: ${plural(Rows.length, noun)}`} />;
  return (
    <Alert
      kind="error"
      title={`${plural(Problems.length, 'problem')} found${Rows.length > 0 ? `, ${plural(Rows.length, 'row')} without problems` : ''}`}
    >
      <p>Correct the list and check it again, or continue with the rows without problems.</p>
      <ul className="mt-2 max-h-72 list-disc space-y-0.5 overflow-y-auto pl-5">
        {Problems.slice(0, 200).map(({ Line, Column, Message }) => (
          <li key={`${Line} ${Column} ${Message}`}>
            Line {Line}
            {Column ? `, ${Column}` : ''}: {Message}
          </li>
        ))}
      </ul>
      {Problems.length > 200 ? <p>And {Problems.length - 200} more.</p> : null}
    </Alert>
  );
}

type PreviewProps<Row> = {
  rows: readonly Row[];
  states: readonly RowState[];
  cells: (row: Row) => Readonly<Record<string, string>>;
};

function Preview<Row extends { Line: number }>({ rows, states, cells }: PreviewProps<Row>) {
  const begun = states.some((state) => state !== null);
  const failed = rows.flatMap((row, index) => (states[index]?.error ? [{ row, index }] : []));
  const others = rows.map((row, index) => ({ row, index })).filter(({ index }) => !states[index]?.error);
  const shown = [...failed, ...others].slice(0, SHOWN);
  const headings = Object.keys(rows[0] ? cells(rows[0]) : {});
  return (
    <Panel title={begun ? 'Rows' : 'Preview'} count={rows.length}>
      <Table label="Rows of the list">
        <TableHead>
          <TableRow>
            <TableHeader>Line</TableHeader>
            {begun ? <TableHeader>State</TableHeader> : null}
            {headings.map((heading) => (
              <TableHeader key={heading}>{heading}</TableHeader>
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {shown.map(({ row, index }) => (
            <TableRow key={`${row.Line} ${index}`}>
              <TableCell>{row.Line}</TableCell>
              {begun ? (
                <TableCell>
                  <RowStatus state={states[index] ?? null} />
                </TableCell>
              ) : null}
              {headings.map((heading) => (
                <TableCell key={heading}>{cells(row)[heading] || '–'}</TableCell>
              ))}
            </TableRow>
          ))}
        </TableBody>
      </Table>
      {rows.length > shown.length ? (
        <p className="border-line border-t px-4 py-2 text-ink-2 text-sm">And {rows.length - shown.length} more.</p>
      ) : null}
    </Panel>
  );
}

/** Returns the result of each row for a file. */
function resultsOf<Row extends { Line: number }>({ rows, states, cells }: PreviewProps<Row>) {
  return rows.map((row, index) => ({
    Line: String(row.Line),
    ...Object.fromEntries(Object.entries(cells(row)).map(([heading, text]) => [heading, harmlessCell(text)])),
    State: stateText(states[index] ?? null),
    Error: harmlessCell(states[index]?.error?.message),
  }));
}

function stateText(state: RowState): string {
  if (state === null) return 'Not started';
  return state.error ? 'Failed' : 'Done';
}

function RowStatus({ state }: { state: RowState }) {
  if (state?.error) return <Status kind="error">{state.error.message}</Status>;
  return <Status kind={state === null ? 'inactive' : 'success'}>{stateText(state)}</Status>;
}
