import type { ReactNode } from 'react';
import type { Read } from '@/app/(console)/_client/use-read';
import { AccessDeniedBox } from '@/components/console/page/access-denied-box';
import { isDenial } from '@/components/console/page/console-error';
import { ErrorBox } from '@/components/console/page/error-box';
import { Skeleton } from '@/components/ui/skeleton';

type ReadBoxProps<T> = {
  read: Read<T>;
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
export function ReadError({ read, what }: { read: Pick<Read<unknown>, 'error' | 'refetch'>; what: string }) {
  if (!read.error) return null;
  return isDenial(read.error) ? (
    <AccessDeniedBox error={read.error} what={what} />
  ) : (
    <ErrorBox error={read.error} title={`Could not load ${what}`} onRetry={read.refetch} />
  );
}
