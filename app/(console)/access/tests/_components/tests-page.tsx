'use client';

import { useState } from 'react';
import { ConfirmDialog } from '@/components/console/kit/confirm-dialog';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { Answer } from '@/components/console/page/answer';
import { EmptyState } from '@/components/console/page/empty-state';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { HelpLink } from '@/components/console/shell/help-panel';
import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { Status } from '@/components/ui/status';
import { VERDICT } from '@/components/ui/verdict-mark';
import { paths } from '@/lib/console/paths';
import { deleteAccessTestFile } from '../actions';
import { testFilesQuery, testResultsQuery } from '../queries';
import { ResultsList, type TestResult } from './results-list';
import { TestsHelp } from './tests-help';

/** Lists the account's access test files with current results. */
export function TestsPage() {
  const files = useRead(testFilesQuery());
  const results = useRead(testResultsQuery());
  const missing = useMissing();
  const missingToWrite = missing('gatehouse:PutAccessTestFile');
  const [deleting, setDeleting] = useState<string>();
  const [times, setTimes] = useState(0);
  const runAgain = () => {
    setTimes(times + 1);
    results.refetch();
  };
  const ran = new Map(results.data?.Files.map((file) => [file.Name, file]));
  return (
    <>
      <PageHeader
        title="Access tests"
        description="State who must and must not have access, and who can become an administrator. The tests run each time you view this page."
        info={<HelpLink />}
        actions={
          <>
            {files.data?.Files.length ? (
              <Button loading={results.fetching} onClick={runAgain}>
                Run again
              </Button>
            ) : null}
            <ButtonLink variant="primary" href={paths.createAccessTests} disabledReason={missingToWrite}>
              Create test file
            </ButtonLink>
          </>
        }
      />
      <ReadBox read={files} what="the access tests">
        {({ Files }) =>
          Files.length === 0 ? (
            <Panel>
              <EmptyState
                title="No access tests"
                description="Create tests of expected access to see when a policy change breaks them: here, next to every policy editor, and in CI with “gatehouse test”."
                action={
                  <ButtonLink href={paths.createAccessTests} disabledReason={missingToWrite}>
                    Create test file
                  </ButtonLink>
                }
              />
            </Panel>
          ) : (
            <div className="space-y-4">
              <Answer label="Results" asked={times === 0 ? null : `${times}`} waiting={results.fetching}>
                <ReadBox read={results} what="the results">
                  {({ Passed, Failed, Undecided }) => <Counts passed={Passed} failed={Failed} undecided={Undecided} />}
                </ReadBox>
              </Answer>
              {Files.map(({ Name, UpdatedAt, UpdatedBy }) => (
                <Panel
                  key={Name}
                  title={Name}
                  count={ran.get(Name)?.Results.length}
                  description={
                    <>
                      Saved <Time value={UpdatedAt} /> by {UpdatedBy.slice(UpdatedBy.lastIndexOf(':') + 1)}
                    </>
                  }
                  actions={
                    <>
                      <ButtonLink size="sm" href={paths.editAccessTests(Name)} aria-label={`Edit ${Name}`}>
                        Edit
                      </ButtonLink>
                      <Button
                        size="sm"
                        variant="danger"
                        aria-label={`Delete ${Name}`}
                        disabledReason={missing('gatehouse:DeleteAccessTestFile')}
                        onClick={() => setDeleting(Name)}
                      >
                        Delete
                      </Button>
                    </>
                  }
                >
                  <FileResult results={ran.get(Name)?.Results} />
                </Panel>
              ))}
            </div>
          )
        }
      </ReadBox>
      {deleting === undefined ? null : (
        <ConfirmDialog
          title={`Delete ${deleting}?`}
          action={deleteAccessTestFile}
          input={{ Name: deleting }}
          success={`${deleting} was deleted.`}
          onClose={() => setDeleting(undefined)}
        >
          Its tests no longer run, neither here nor next to policy editors.
        </ConfirmDialog>
      )}
      <TestsHelp />
    </>
  );
}

function FileResult({ results }: { results: readonly TestResult[] | undefined }) {
  return results ? <ResultsList results={results} /> : <p className="text-ink-3">Not run yet</p>;
}

type CountsProps = { passed: number; failed: number; undecided: number };

/** Shows how many tests pass, in words and icons. */
export function Counts({ passed, failed, undecided }: CountsProps) {
  return (
    <p role="status" {...VERDICT} className="flex flex-wrap gap-x-6 gap-y-1">
      <Status kind="success">{passed.toLocaleString('en')} passed</Status>
      {failed > 0 ? <Status kind="error">{failed.toLocaleString('en')} failed</Status> : null}
      {undecided > 0 ? <Status kind="warning">{undecided.toLocaleString('en')} undecided</Status> : null}
    </p>
  );
}
