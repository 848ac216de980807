'use client';

import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';

type AuthErrorProps = {
  /** Without its message if the server failed while it rendered the page: then only a digest identifies the error. */
  error: Error & { digest?: string };
  reset: () => void;
};

/** Shown when a form gets no response: the server is overloaded or unreachable. */
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
