import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/skeleton';
import { AccessDeniedBox } from './access-denied-box';
import { type ConsoleError, isDenial } from './console-error';
import { ErrorBox } from './error-box';

/** The state of a read: its data, its error, or neither while it loads. */
type ReadState<T> = { data: T | undefined; error: ConsoleError | undefined; refetch: () => void };

type ReadBoxProps<T> = {
  read: ReadState<T>;
  /** The content that can't be shown: "this user's groups". */
  what: string;
  children: (data: T) => ReactNode;
};

/** Renders a part of a page from one read: a loading bar, the content, or the error. */
export function ReadBox<T>({ read, what, children }: ReadBoxProps<T>) {
  if (read.error) return <ReadError read={read} what={what} />;
  if (read.data === undefined) return <Skeleton className="my-1 h-4 w-40" />;
  return <>{children(read.data)}</>;
}

/** Renders the error of a read, if there is one. */
export function ReadError({ read, what }: { read: Pick<ReadState<unknown>, 'error' | 'refetch'>; what: string }) {
  if (!read.error) return null;
  return isDenial(read.error) ? (
    <AccessDeniedBox error={read.error} what={what} />
  ) : (
    <ErrorBox error={read.error} title={`Could not load ${what}`} onRetry={read.refetch} />
  );
}
