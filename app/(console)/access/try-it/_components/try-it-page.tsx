'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { callerQuery } from '@/app/(console)/organizations/queries';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { TryForm } from './try-form';

/** Any call as whoever is signed in: made where Gatehouse plays the operation, else decided as if it were. */
export function TryItPage() {
  const [asked] = useQueryStates({ action: parseAsString, resource: parseAsString });
  const { data: caller } = useRead(callerQuery());
  return (
    <>
      <PageHeader
        title="Try it"
        info={<HelpLink />}
        description={
          <>
            Any action of any service, as you are signed in
            {caller?.Arn ? (
              <>
                : <span className="break-all font-mono text-sm">{caller.Arn}</span>
              </>
            ) : null}
            . Switch role to try as another.
          </>
        }
      />
      <TryForm key={`${asked.action} ${asked.resource}`} initial={asked} />
      <HelpPanel title="Try it">
        <h3>Call</h3>
        <p>
          The call is decided by every policy that would bear on it: yours, the boundary, the session’s, the guardrails and the
          one on the resource. The event history has it under the name of the action, marked as a trial, and a denial can be
          opened under its authorization ID. Nothing else happens.
        </p>
        <h3>Only ask</h3>
        <p>The same decision, and no event.</p>
        <h3>Operations that are here</h3>
        <p>
          IAM, Organizations, STS and those parts of other services that keep resources are played by Gatehouse. Their calls can
          be made from this page with their own inputs, and then they do happen.
        </p>
        <h3>Circumstances</h3>
        <p>
          A call carries what your session has: your tags, how you signed in, where your account lies. That cannot be given
          otherwise. What the request says, such as its address, its Region and the keys of the service, can.
        </p>
      </HelpPanel>
    </>
  );
}
