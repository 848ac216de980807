'use client';

import { useEffect, useRef, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { ButtonLink } from '@/components/ui/button';
import { Spinner } from '@/components/ui/spinner';
import { paths } from '@/lib/console/paths';
import { openConsoleAction, type PortalPage } from '@/lib/console/portal/actions';
import { forgetSignIn, noteSignIn } from '@/lib/console/session/begun-here';

type OpenConsoleProps = { page: PortalPage; accountId: string; permissionSet: string; destination: string };

/** Starts a session of the console as the role, and goes there. */
export function OpenConsole({ page, accountId, permissionSet, destination }: OpenConsoleProps) {
  const [problem, setProblem] = useState<string>();
  const begun = useRef(false);
  useEffect(() => {
    // React runs effects twice in development. One session is enough.
    if (begun.current) return;
    begun.current = true;
    noteSignIn();
    void openConsoleAction(page, { accountId, permissionSet, destination }).then((opened) => {
      if (opened.ok) return window.location.replace(opened.data);
      forgetSignIn();
      setProblem(opened.message);
    });
  }, [page, accountId, permissionSet, destination]);
  if (problem === undefined)
    return (
      <p role="status" className="flex items-center gap-2">
        <Spinner /> The console opens as {permissionSet} in {accountId}.
      </p>
    );
  return (
    <>
      <h1 className="font-semibold text-xl">The console could not be opened</h1>
      <Alert kind="error" live className="my-4">
        {problem}
      </Alert>
      <ButtonLink variant="primary" href={paths.portal(page.store)}>
        Show my accounts
      </ButtonLink>
    </>
  );
}
