'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { FormDialog } from '@/components/console/form/form-dialog';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { LOST } from '@/components/console/kit/use-read';
import { useFlash } from '@/components/console/shell/flashbar';
import { SmallTable } from '@/components/console/table/small-table';
import { Field } from '@/components/ui/field/field';
import { Progress } from '@/components/ui/progress';
import type { ImportAnswer } from '@/lib/billing/usage/import-operations';
import { paths } from '@/lib/console/paths';
import type { ConsoleFailure, Json } from '@/lib/console/result';
import { callAction } from '@/lib/console/session/shown-identity';
import { plural } from '@/lib/core/text/plural';
import { deleteUsageBatch } from '../actions';
import { finishReport, type UploadedReport, uploadReport } from './upload-report';

type Answer = Json<ImportAnswer>;
type Step =
  | { at: 'choose' }
  | { at: 'upload'; done: number }
  | { at: 'read' }
  | { at: 'problems'; report: UploadedReport; answer: Answer };

/** Imports the usage of an AWS report: all or nothing, unless the user skips unreadable lines. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const client = useQueryClient();
  const flash = useFlash();
  const [file, setFile] = useState<File | null>(null);
  const [step, setStep] = useState<Step>({ at: 'choose' });
  const [error, setError] = useState<ConsoleFailure>();
  const busy = step.at === 'upload' || step.at === 'read';

  const fail = async (failure: ConsoleFailure, report?: UploadedReport) => {
    // A refused report leaves nothing behind.
    if (report) await callAction(deleteUsageBatch, { BatchId: report.BatchId }).catch(() => null);
    setError(failure);
    setStep({ at: 'choose' });
    await refreshReads(client);
  };
  const finish = async (report: UploadedReport, leaveOut: boolean) => {
    setStep({ at: 'read' });
    const finished = await finishReport(report, leaveOut);
    if (!finished.ok) return fail(finished.error, report);
    if (!finished.data.Imported) return setStep({ at: 'problems', report, answer: finished.data });
    await refreshReads(client);
    const { Rows, Batch, Skipped } = finished.data;
    const skipped = Object.values(Skipped).reduce((sum, count) => sum + count, 0);
    flash.success(
      `${plural(Rows, 'row')} ${Rows === 1 ? 'was' : 'were'} imported.${skipped > 0 ? ` ${skipped.toLocaleString('en')} lines that are neither usage nor refunds (taxes, fees, credits) were skipped.` : ''}`,
      { label: 'View bill', href: paths.bills({ month: Batch.LastMonth }) },
    );
    onClose();
  };
  const start = async () => {
    if (!file) return;
    setError(undefined);
    setStep({ at: 'upload', done: 0 });
    const uploaded = await uploadReport(file, (done) => setStep({ at: 'upload', done }));
    if (!uploaded.ok) return fail(uploaded.error);
    await finish(uploaded.data, false);
  };
  const cancel = () => {
    if (step.at === 'problems') {
      const { BatchId } = step.report;
      void callAction(deleteUsageBatch, { BatchId })
        .catch(() => null)
        .then(() => refreshReads(client));
    }
    onClose();
  };
  const submit = step.at === 'problems' ? () => finish(step.report, true) : start;
  return (
    <FormDialog
      title="Import report"
      description="A Cost and Usage Report (legacy or CUR 2.0) or a FOCUS export, as CSV with or without gzip."
      size="lg"
      submitLabel={step.at === 'problems' ? 'Skip these lines' : 'Import'}
      pending={busy}
      error={error}
      disabledReason={file ? undefined : 'Choose a file'}
      onSubmit={() => void submit().catch(() => fail(LOST))}
      onClose={cancel}
    >
      {step.at === 'problems' ? (
        <Problems answer={step.answer} />
      ) : (
        <Field
          label="Report"
          hint="Usage and refunds are imported, for this account and the accounts it pays for. All other costs are calculated from the price list."
        >
          <input
            type="file"
            accept=".csv,.gz,text/csv,application/gzip"
            disabled={busy}
            className="block w-full text-sm file:mr-3 file:h-8 file:rounded-md file:border file:border-line-strong file:bg-surface file:px-3 file:font-medium file:text-ink"
            onChange={(event) => setFile(event.currentTarget.files?.[0] ?? null)}
          />
        </Field>
      )}
      <div role="status">
        {step.at === 'upload' ? (
          <>
            <p className="mb-1 text-ink-2 text-sm">Uploading: {Math.floor(step.done / 10)} %</p>
            <Progress bare label="Uploaded" value={step.done} max={1000} />
          </>
        ) : null}
        {step.at === 'read' ? <p className="text-ink-2 text-sm">Reading the report…</p> : null}
      </div>
    </FormDialog>
  );
}

function Problems({ answer: { Rows, Problems: problems, ProblemCount, Others } }: { answer: Answer }) {
  return (
    <>
      <p>
        Nothing was imported. {Rows.toLocaleString('en')} rows can be read.
        {ProblemCount > 0 ? ` ${ProblemCount === 1 ? 'One line' : `${ProblemCount.toLocaleString('en')} lines`} cannot.` : ''}
        {Others.length > 0 ? ' Some rows belong to accounts or periods that this account does not pay for.' : ''}
      </p>
      {problems.length > 0 ? (
        <SmallTable
          label="Unreadable lines"
          rows={problems}
          rowKey={({ Line, Column }, index) => `${Line} ${Column} ${index}`}
          columns={[
            { header: 'Line', align: 'end', cell: ({ Line }) => Line.toLocaleString('en') },
            { header: 'Column', mono: true, cell: ({ Column }) => Column || '–' },
            { header: 'Why', wide: true, cell: ({ Sentence }) => Sentence },
          ]}
        />
      ) : null}
      {problems.length < ProblemCount ? <p className="text-ink-2 text-sm">The first {problems.length} are shown.</p> : null}
      {Others.length > 0 ? (
        <SmallTable
          label="Accounts not on this bill"
          rows={Others}
          rowKey={({ AccountId }) => AccountId}
          columns={[
            { header: 'Account in the report', mono: true, cell: ({ AccountId }) => AccountId },
            { header: 'Rows', align: 'end', cell: (row) => row.Rows.toLocaleString('en') },
          ]}
        />
      ) : null}
    </>
  );
}
