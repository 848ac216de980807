'use client';

import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';

type AuthErrorProps = {
  /** Where the server failed while it made the page, it keeps its words to itself and gives a digest. */
  error: Error & { digest?: string };
  reset: () => void;
};

/** A form that got no answer: the server has too much to do, or cannot be reached. */
export default function AuthError({ error, reset }: AuthErrorProps) {
  const answered = error.digest === undefined && error.message.startsWith('Too many requests');
  return (
    <>
      <h1 className="font-semibold text-xl">Something went wrong</h1>
      <Alert kind="error" live className="mt-5">
        {answered ? error.message : 'The server did not answer. Try again in a moment.'}
      </Alert>
      <Button variant="primary" className="mt-4" onClick={reset}>
        Try again
      </Button>
    </>
  );
}
