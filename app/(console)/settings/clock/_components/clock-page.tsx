'use client';

import { useState } from 'react';
import { useMissing } from '@/components/console/kit/use-missing';
import { useRead } from '@/components/console/kit/use-read';
import { KeyValue } from '@/components/console/page/key-value';
import { PageHeader } from '@/components/console/page/page-header';
import { ReadBox } from '@/components/console/page/read-box';
import { Time } from '@/components/console/page/time';
import { aheadText } from '@/components/console/page/time-text';
import { HelpLink, HelpPanel } from '@/components/console/shell/help-panel';
import { formatAccountId } from '@/components/console/shell/identity';
import { Button } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { TextLink } from '@/components/ui/text-link';
import { paths } from '@/lib/console/paths';
import { clockQuery } from '../../queries';
import { MoveClockDialog } from './move-clock-dialog';

/** Shows the time of the account, and advances it. */
export function ClockPage({ accountId }: { accountId: string }) {
  const read = useRead(clockQuery());
  const missing = useMissing();
  const [moving, setMoving] = useState(false);
  const { data } = read;
  const isElsewhere = data && data.MovedBy !== accountId;
  return (
    <>
      <PageHeader
        title="Clock"
        info={<HelpLink />}
        description="Advance the clock of an organization to see what happens after days or months. Other organizations are not affected."
        actions={
          <Button
            variant="primary"
            disabledReason={
              isElsewhere
                ? `The management account, ${formatAccountId(data.MovedBy)}, sets the clock of the whole organization`
                : missing('gatehouse:MoveClock')
            }
            onClick={() => setMoving(true)}
          >
            Advance clock
          </Button>
        }
      />
      <div className="space-y-4">
        <Panel title={data?.OrganizationId ? 'The clock of this organization' : 'The clock of this account'}>
          <ReadBox read={read} what="the clock">
            {({ Now, AheadSeconds, Latest }) => (
              <KeyValue
                columns={3}
                items={[
                  { label: 'Current time', value: <Time value={Now} format="absolute" /> },
                  {
                    label: 'Ahead of real time',
                    value: AheadSeconds === 0 ? 'Not ahead. The real time' : aheadText(AheadSeconds * 1000),
                  },
                  { label: 'Latest possible time', value: <Time value={Latest} format="absolute" /> },
                ]}
              />
            )}
          </ReadBox>
        </Panel>
        <Panel title="Uses of this clock">
          <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
            <section>
              <h3 className="font-medium">Moves</h3>
              <ul className="mt-1 list-disc space-y-1 pl-5 text-ink-2">
                <li>Expiry of console sessions, role sessions and temporary credentials</li>
                <li>The condition keys aws:CurrentTime, aws:TokenIssueTime and aws:MultiFactorAuthAge</li>
                <li>Ages of passwords and access keys, credential reports, security findings</li>
                <li>Invitations, which expire after 15 days, and closed accounts, which are deleted after 90</li>
                <li>Usage, forecasts and bills: a month that has ended is issued</li>
              </ul>
            </section>
            <section>
              <h3 className="font-medium">Uses of real time</h3>
              <ul className="mt-1 list-disc space-y-1 pl-5 text-ink-2">
                <li>Request signatures, which use the clocks of clients</li>
                <li>MFA codes, because phones use real time</li>
                <li>Tokens of external identity providers, and waiting times after wrong passwords</li>
                <li>Retention of the event history</li>
              </ul>
            </section>
          </div>
        </Panel>
        <Panel title="Only forward">
          <p>
            You can only advance a clock. Otherwise, the history would contradict itself.{' '}
            <TextLink inline href={paths.snapshots}>
              A snapshot
            </TextLink>{' '}
            that you saved earlier restores the state, but not the time. To start again, create a new account or organization.
          </p>
        </Panel>
      </div>
      {moving && data ? <MoveClockDialog clock={data} onClose={() => setMoving(false)} /> : null}
      <HelpPanel title="Clock">
        <p>
          Every organization has its own clock, and so does every standalone account. The clock continues from the new time.
          Everything that becomes due in between appears in the event history at its own time, in order.
        </p>
        <h3>Two organizations</h3>
        <p>
          An account can be invited and can accept only if the two clocks differ by at most five minutes. Roles can be assumed
          between any two. The session uses the clock of the role.
        </p>
        <h3>Programs</h3>
        <p>
          Clients compare the expiration of temporary credentials with the clock of their machine. They can continue to use
          expired credentials and then get an error.
        </p>
      </HelpPanel>
    </>
  );
}
