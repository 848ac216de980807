'use client';

import { parseAsString, useQueryStates } from 'nuqs';
import { callerQuery } from '@/app/(console)/organizations/queries';
import { useRead } from '@/components/console/kit/use-read';
import { PageHeader } from '@/components/console/page/page-header';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { paths } from '@/lib/console/paths';
import { AskWays } from '../../ask-ways';
import { TryForm } from './try-form';

/** Tests any call with the user's permissions: makes it if the operation is emulated, otherwise evaluates it. */
export function TryItPage() {
  const [asked] = useQueryStates({ action: parseAsString, resource: parseAsString });
  const { data: caller } = useRead(callerQuery());
  return (
    <>
      <PageHeader
        title="Try it"
        breadcrumbs={[{ label: 'Ask', href: paths.ask() }]}
        crumb="Try for real"
        info={<HelpLink />}
        description={
          <>
            Test any action of any service with your permissions
            {caller?.Arn ? (
              <>
                : <span className="break-all font-mono text-sm">{caller.Arn}</span>
              </>
            ) : null}
            . Switch role to test with other permissions.
          </>
        }
      />
      <AskWays current="try" />
      <TryForm key={`${asked.action} ${asked.resource}`} initial={asked} />
      <HelpPanel title="Try it">
        <h3>Call</h3>
        <p>
          The call is evaluated with all policies that apply: yours, the boundary, the session policy, guardrails and the resource
          policy. The event history records it under the name of the action, marked as a test. You can open a denial with its
          authorization ID. Nothing else happens.
        </p>
        <h3>Check only</h3>
        <p>The same decision, without an event.</p>
        <h3>Emulated operations</h3>
        <p>
          Gatehouse emulates IAM, Organizations, STS and the resources of some other services. You can make their calls from this
          page with their own inputs, and they take effect.
        </p>
        <h3>Circumstances</h3>
        <p>
          A call has the values of your session: your tags, how you signed in, and the place of your account. You cannot change
          these. You can change values of the request, such as its IP address, Region and service keys.
        </p>
      </HelpPanel>
    </>
  );
}
