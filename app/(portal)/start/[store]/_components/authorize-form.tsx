'use client';

import { useState, useTransition } from 'react';
import { Alert } from '@/components/ui/alert';
import { TextLink } from '@/components/ui/text-link';
import { authorizeProgramAction, type PortalPage } from '@/lib/console/portal/actions';
import { Consent } from './consent';

/** Answers a program, and sends the browser back to it. */
export function AuthorizeForm({ page, query, program }: { page: PortalPage; query: string; program: string }) {
  const [problem, setProblem] = useState<string>();
  const [back, setBack] = useState<string>();
  const [pending, start] = useTransition();
  const answer = (allow: boolean) =>
    start(async () => {
      const done = await authorizeProgramAction(page, { query, allow });
      if (!done.ok) return setProblem(done.message);
      setBack(done.data);
      window.location.assign(done.data);
    });
  return (
    <>
      {problem ? (
        <Alert kind="error" live className="mb-4">
          {problem}
        </Alert>
      ) : null}
      {back === undefined ? (
        <Consent program={program} pending={pending} answer={answer} />
      ) : (
        <p role="status">
          Your answer is on its way to {program}. If nothing happens, <TextLink href={back}>go back to the program</TextLink>.
        </p>
      )}
    </>
  );
}
