'use client';

import { useQuery } from '@tanstack/react-query';
import { CopyText } from '@/components/console/page/copy-text';
import { DetailsPage } from '@/components/console/page/details-page';
import { ReadError } from '@/components/console/page/read-box';
import { StatusIndicator } from '@/components/console/page/status-indicator';
import { Time } from '@/components/console/page/time';
import { Alert } from '@/components/ui/alert';
import { Button, ButtonLink } from '@/components/ui/button';
import { Skeleton } from '@/components/ui/skeleton';
import { paths } from '@/lib/console/paths';
import { createAccountStatusQuery } from '../../queries';

const ASK_AGAIN_MS = 1000;

// The texts for AWS's reasons (CreateAccountFailureReason).
const FAILURES: Readonly<Record<string, string>> = {
  EMAIL_ALREADY_EXISTS: 'Another account already has this email address. Enter a different one.',
  ACCOUNT_LIMIT_EXCEEDED: 'The organization has the maximum number of accounts.',
  INVALID_EMAIL: 'The email address is not valid.',
};

/** Renders the progress of a creation. AWS creates accounts in the background, so the page polls until the creation ends. */
export function CreationStatus({ requestId, onAnother }: { requestId: string; onAnother: () => void }) {
  const query = useQuery({
    ...createAccountStatusQuery(requestId),
    staleTime: 0,
    refetchInterval: ({ state }) =>
      state.data?.ok && state.data.data.CreateAccountStatus.State === 'IN_PROGRESS' ? ASK_AGAIN_MS : false,
  });
  const status = query.data?.ok ? query.data.data.CreateAccountStatus : undefined;
  const error = query.data && !query.data.ok ? query.data.error : undefined;
  const accountId = status?.AccountId;
  return (
    <DetailsPage
      title={status?.AccountName ? `Creating ${status.AccountName}` : 'Creating an account'}
      crumb="Create"
      breadcrumbs={[{ label: 'AWS accounts', href: paths.accounts }]}
      actions={
        <>
          <Button onClick={onAnother}>Add another account</Button>
          {accountId ? (
            <>
              <ButtonLink
                href={paths.switchRole({
                  account: accountId,
                  roleName: 'OrganizationAccountAccessRole',
                  displayName: status.AccountName,
                })}
              >
                Switch role into it
              </ButtonLink>
              <ButtonLink variant="primary" href={paths.account(accountId)}>
                View the account
              </ButtonLink>
            </>
          ) : null}
        </>
      }
      notices={
        <>
          {error ? <ReadError read={{ error, refetch: () => void query.refetch() }} what="the status of the creation" /> : null}
          {status?.State === 'FAILED' ? (
            <Alert kind="error" live title="The account was not created">
              {status.FailureReason && (FAILURES[status.FailureReason] ?? status.FailureReason)}
            </Alert>
          ) : null}
          {status?.State === 'SUCCEEDED' ? (
            <Alert kind="success" live title="The account is ready">
              It is in the root. To apply the guardrails of an OU to it, move it there. Its root user has no known password.
              Switch role to administer the account.
            </Alert>
          ) : null}
        </>
      }
      summaryTitle="Request"
      summary={
        status
          ? [
              { label: 'State', value: <StatusIndicator state={status.State} /> },
              { label: 'Account ID', value: accountId ? <CopyText text={accountId} what="account ID" mono /> : null },
              { label: 'Account name', value: status.AccountName },
              { label: 'Request ID', value: <CopyText text={requestId} what="request ID" mono /> },
              { label: 'Requested', value: <Time value={status.RequestedTimestamp} format="absolute" /> },
              { label: 'Completed', value: <Time value={status.CompletedTimestamp} format="absolute" /> },
            ]
          : undefined
      }
    >
      {status || error ? null : <Skeleton className="h-32" />}
    </DetailsPage>
  );
}
