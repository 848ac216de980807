'use client';

import { startTransition } from 'react';
import { PageHeader } from '@/components/console/page/page-header';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';

export type FailedPageProps = {
  /** Without its message if the server failed while it rendered the page: the digest is also in the server's log. */
  error: Error & { digest?: string };
  reset: () => void;
};

/** Replaces a page that failed unexpectedly. */
export function FailedPage({ error, reset }: FailedPageProps) {
  const router = useRouter();
  const again = () =>
    startTransition(() => {
      router.refresh();
      reset();
    });
  return (
    <>
      <PageHeader title="This page could not be loaded" description="Something went wrong. Nothing was changed." />
      {error.digest ? (
        <p className="mb-4 text-ink-2">
          For details, see the server log under <code className="font-mono">{error.digest}</code>.
        </p>
      ) : null}
      <Button variant="primary" onClick={again}>
        Reload page
      </Button>
    </>
  );
}
