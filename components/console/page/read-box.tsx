import type { ReactNode } from 'react';
import { Skeleton } from '../../ui/skeleton';
import { AccessDeniedBox } from './access-denied-box';
import { type ConsoleError, isDenial } from './console-error';
import { ErrorBox } from './error-box';

/** A read as far as it has come: its data, or why there is none, or neither yet. */
type ReadState<T> = { data: T | undefined; error: ConsoleError | undefined; refetch: () => void };

type ReadBoxProps<T> = {
  read: ReadState<T>;
  /** What can't be shown: "this user's groups". */
  what: string;
  children: (data: T) => ReactNode;
};

/** A part of a page that one read fills: a bar while it loads, and what AWS would say when it fails. */
export function ReadBox<T>({ read, what, children }: ReadBoxProps<T>) {
  if (read.error) return <ReadError read={read} what={what} />;
  if (read.data === undefined) return <Skeleton className="my-1 h-4 w-40" />;
  return <>{children(read.data)}</>;
}

/** The failure of a read, if it has failed. */
export function ReadError({ read, what }: { read: Pick<ReadState<unknown>, 'error' | 'refetch'>; what: string }) {
  if (!read.error) return null;
  return isDenial(read.error) ? (
    <AccessDeniedBox error={read.error} what={what} />
  ) : (
    <ErrorBox error={read.error} title={`Could not load ${what}`} onRetry={read.refetch} />
  );
}
