'use client';

import { Download } from 'lucide-react';
import { useOperation } from '@/components/console/kit/use-operation';
import { useRead } from '@/components/console/kit/use-read';
import { EmptyState } from '@/components/console/page/empty-state';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { Button } from '@/components/ui/button';
import { downloadText } from '@/components/ui/download-text';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import type { Json } from '@/lib/console/result';
import type { CredentialReportFindings } from '@/lib/iam/credential-report/overview';
import { generateCredentialReport, getCredentialReport } from '../actions';
import { credentialReportQuery } from '../queries';
import { FindingsPanel } from './findings-panel';
import { ReportTable } from './report-table';

type Report = Json<CredentialReportFindings>;

/** Renders the credential report as a table, as tasks, and as AWS's file. */
export function CredentialReportPage() {
  const report = useRead(credentialReportQuery());
  const generate = useOperation<void, unknown>(generateCredentialReport, {
    invalidates: [credentialReportQuery().queryKey],
    success: () => ({ text: 'The credential report was generated.' }),
  });
  const download = useOperation<void, { fileName: string; text: string }>(getCredentialReport, {
    // The call changes nothing that pages read.
    invalidates: [],
    onSuccess: ({ fileName, text }) => downloadText(fileName, text, 'text/csv;charset=utf-8'),
  });
  const state = report.data?.State;
  const complete = state === 'COMPLETE';
  const busy = generate.running || state === 'INPROGRESS';
  return (
    <>
      <PageHeader
        title="Credential report"
        info={<HelpLink />}
        description="The credentials of the root user and every user of this account: passwords, access keys and MFA devices, with their age and last use."
        actions={
          report.data && state !== 'NONE' ? (
            <>
              <Button
                loading={busy}
                disabledReason={complete ? 'A report is valid for four hours. Until then, no new one is generated' : undefined}
                onClick={() => void generate.run()}
              >
                Generate new report
              </Button>
              <Button
                variant="primary"
                loading={download.running}
                disabledReason={complete ? undefined : 'Generate a new report first'}
                onClick={() => void download.run()}
              >
                <Download aria-hidden size={14} />
                Download report
              </Button>
            </>
          ) : undefined
        }
      />
      <ReadBox read={report} what="the credential report">
        {(data) => (
          <div className="space-y-4">
            {data.State === 'NONE' ? (
              <NoReport generating={busy} onGenerate={() => void generate.run()} />
            ) : (
              <Facts report={data} />
            )}
            {data.Users ? (
              <>
                <FindingsPanel users={data.Users} />
                <ReportTable users={data.Users} />
              </>
            ) : null}
          </div>
        )}
      </ReadBox>
      <ReportHelp />
    </>
  );
}

function NoReport({ generating, onGenerate }: { generating: boolean; onGenerate: () => void }) {
  return (
    <Panel>
      <EmptyState
        title="No report yet"
        description="A credential report lists every user with the state of its password, access keys and MFA devices. Use it for audits and to find problems."
        action={
          <Button variant="primary" loading={generating} onClick={onGenerate}>
            Generate report
          </Button>
        }
      />
    </Panel>
  );
}

function Facts({ report }: { report: Report }) {
  return (
    <Panel title="Report">
      <KeyValue
        columns={4}
        items={[
          { label: 'State', value: <ReportState state={report.State} /> },
          { label: 'Generated', value: <Time value={report.GeneratedTime} /> },
          {
            label: report.State === 'EXPIRED' ? 'Expired' : 'A new one can be generated from',
            value: <Time value={report.ExpiryTime} format="absolute" />,
          },
          { label: 'Rows', value: report.Users?.length.toLocaleString('en') },
        ]}
      />
    </Panel>
  );
}

function ReportState({ state }: { state: Report['State'] }) {
  if (state === 'COMPLETE') return <Status kind="success">Complete</Status>;
  return state === 'EXPIRED' ? <Status kind="inactive">Expired</Status> : <Status kind="loading">Being generated</Status>;
}

function ReportHelp() {
  return (
    <HelpPanel title="Credential report">
      <p>
        AWS generates a report on request, at most one every four hours. Later changes appear in the next report. The file is the
        one that <code>aws iam get-credential-report</code> returns.
      </p>
      <h3>Findings</h3>
      <p>
        Findings are based on the report. Old means older than 90 days. Unused means not used for 90 days, or since creation if
        never used.
      </p>
      <h3>Words in the file</h3>
      <ul>
        <li>
          <code>N/A</code>: does not exist or was never used.
        </li>
        <li>
          <code>no_information</code>: the password was never used.
        </li>
        <li>
          <code>not_supported</code>: the root user is never required to change its password.
        </li>
      </ul>
      <h3>Permissions</h3>
      <p>
        <code>iam:GenerateCredentialReport</code> and <code>iam:GetCredentialReport</code>.
      </p>
    </HelpPanel>
  );
}
