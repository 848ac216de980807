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

/** What time it is here, and the way to a later one. */
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
        description="What takes days or months can be seen in a lesson: the clock of an organization is moved forward, and nobody else's with it."
        actions={
          <Button
            variant="primary"
            disabledReason={
              isElsewhere
                ? `The management account, ${formatAccountId(data.MovedBy)}, moves the clock of the whole organization`
                : missing('gatehouse:MoveClock')
            }
            onClick={() => setMoving(true)}
          >
            Move the clock
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
                  { label: 'It is', value: <Time value={Now} format="absolute" /> },
                  {
                    label: 'Ahead of the real time',
                    value: AheadSeconds === 0 ? 'Not at all. The real time' : aheadText(AheadSeconds * 1000),
                  },
                  { label: 'Can be moved until', value: <Time value={Latest} format="absolute" /> },
                ]}
              />
            )}
          </ReadBox>
        </Panel>
        <Panel title="What goes by it">
          <div className="grid gap-x-8 gap-y-4 md:grid-cols-2">
            <section>
              <h3 className="font-medium">Moves</h3>
              <ul className="mt-1 list-disc space-y-1 pl-5 text-ink-2">
                <li>Sessions of the console, sessions of roles and temporary credentials: they expire</li>
                <li>The condition keys aws:CurrentTime, aws:TokenIssueTime and aws:MultiFactorAuthAge</li>
                <li>Ages of passwords and access keys, credential reports, security findings</li>
                <li>Invitations, which expire after 15 days; closed accounts, which are gone after 90</li>
                <li>Usage, forecasts and bills: a month that is over is issued</li>
              </ul>
            </section>
            <section>
              <h3 className="font-medium">Stays with the real time</h3>
              <ul className="mt-1 list-disc space-y-1 pl-5 text-ink-2">
                <li>Signatures of requests, which clients make by their own clocks</li>
                <li>MFA codes: the phone shows those of the real time</li>
                <li>Tokens of identity providers outside, and how long somebody who guesses passwords has to wait</li>
                <li>How long the event history is kept</li>
              </ul>
            </section>
          </div>
        </Panel>
        <Panel title="There is no way back">
          <p>
            A clock goes forward only, as the history would contradict itself.{' '}
            <TextLink inline href={paths.snapshots}>
              A snapshot
            </TextLink>{' '}
            that was saved before brings the state back, not the time: for that, begin with a new account or organization.
          </p>
        </Panel>
      </div>
      {moving && data ? <MoveClockDialog clock={data} onClose={() => setMoving(false)} /> : null}
      <HelpPanel title="Clock">
        <p>
          Every organization has a clock of its own, and so has every account that is in none. It goes on by itself from where it
          was moved to. Whatever falls due on the way stands in the event history at its own time, in order.
        </p>
        <h3>Two organizations</h3>
        <p>
          An account can be invited, and can accept, where the two clocks are no more than five minutes apart. Roles can be
          assumed across any two: the session goes by the clock of the role.
        </p>
        <h3>Programs</h3>
        <p>
          Clients compare the expiration of temporary credentials with the clock of their machine, so they may go on using some
          that have expired here, and are then told so.
        </p>
      </HelpPanel>
    </>
  );
}
