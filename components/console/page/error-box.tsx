import type { ReactNode } from 'react';
import { Alert } from '../../ui/alert';
import { Button } from '../../ui/button';
import { ExpandableSection } from '../../ui/expandable-section';
import { TextLink } from '../../ui/text-link';
import { type ConsoleError, errorTitle } from './console-error';
import { CopyText } from './copy-text';

type ErrorBoxProps = {
  error: ConsoleError;
  /** The heading: "Users could not be loaded". */
  title?: ReactNode;
  onRetry?: () => void;
  onDismiss?: () => void;
  live?: boolean;
};

/** Renders a failed call: AWS's code and message, the request id, and Retry. */
export function ErrorBox({ error, title, onRetry, onDismiss, live }: ErrorBoxProps) {
  return (
    <Alert
      kind="error"
      verdict
      live={live}
      onDismiss={onDismiss}
      title={title ?? errorTitle(error)}
      action={
        onRetry ? (
          <Button size="sm" onClick={onRetry}>
            Retry
          </Button>
        ) : undefined
      }
    >
      <ErrorDetails error={error} />
    </Alert>
  );
}

/**
 * Renders an error's message, code, request id, trace link and the changes that were made before it. The trace opens in a new tab, so that
 * a partly filled form is not lost.
 */
export function ErrorDetails({ error }: { error: ConsoleError }) {
  return (
    <>
      <p>{error.message}</p>
      <p className="mt-1 flex flex-wrap items-center gap-x-4 gap-y-1 text-ink-2 text-sm">
        <span className="font-mono">{error.code}</span>
        {error.requestId ? (
          <span className="inline-flex items-center gap-1.5">
            Request ID
            <CopyText text={error.requestId} what="request ID" mono className="pl-1.5" />
          </span>
        ) : null}
        {error.traceHref ? (
          <TextLink inline external href={error.traceHref}>
            See how this was decided
          </TextLink>
        ) : null}
      </p>
      {error.done?.length ? (
        <ExpandableSection
          className="mt-1"
          title={error.done.length === 1 ? '1 change was made' : `${error.done.length} changes were made`}
        >
          <p>These changes remain. Try again to continue.</p>
          <ul className="list-disc pl-5">
            {error.done.map((what) => (
              <li key={what} className="break-words">
                {what}
              </li>
            ))}
          </ul>
        </ExpandableSection>
      ) : null}
    </>
  );
}
