'use client';

import { startTransition } from 'react';
import { PageHeader } from '@/components/console/page/page-header';
import { Button } from '@/components/ui/button';
import { useRouter } from '@/components/ui/navigation';

export type FailedPageProps = {
  /** Where the server failed while it made the page, it keeps its words to itself and gives a digest, which its log has too. */
  error: Error & { digest?: string };
  reset: () => void;
};

/** In place of a page that failed unexpectedly. */
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
