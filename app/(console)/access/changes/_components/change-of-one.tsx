'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { DifferenceShown, undecidedReason, VerdictWord } from '@/app/(console)/_client/access-verdict';
import { useRead } from '@/components/console/kit/use-read';
import { ReadError } from '@/components/console/page/read-box';
import { IconButton } from '@/components/ui/button';
import { Field } from '@/components/ui/field/field';
import { Select } from '@/components/ui/field/select';
import { Panel } from '@/components/ui/panel';
import { Skeleton } from '@/components/ui/skeleton';
import { TextLink } from '@/components/ui/text-link';
import type { AccessChange } from '@/lib/access/changes/operations';
import { paths } from '@/lib/console/paths';
import { keysOf } from '@/lib/core/text/lists';
import { plural } from '@/lib/core/text/plural';
import { accessChangeQuery, type Moments } from '../queries';
import { CallLink } from './call-link';

type ChangeOfOneProps = { moments: Moments; principal: string; onClose: () => void };

/** Shows the actions of a service that a principal gained and lost, with the calls that changed them. */
export function ChangeOfOne({ moments, principal, onClose }: ChangeOfOneProps) {
  const [chosen, setChosen] = useState<string>();
  const whole = useRead(accessChangeQuery(moments, principal));
  const service = chosen ?? whole.data?.Services[0]?.Service;
  const read = useRead(accessChangeQuery(moments, principal, service));
  const name = principal.slice(principal.lastIndexOf('/') + 1).replace(/^.*:/, '');
  return (
    <section aria-label={`Access changes for ${name}`} className="space-y-3">
      <div className="flex items-center gap-2">
        <h2 className="min-w-0 flex-1 break-words font-semibold text-base">{name}</h2>
        <IconButton label="Close" onClick={onClose}>
          <X aria-hidden size={16} />
        </IconButton>
      </div>
      {whole.error ? <ReadError read={whole} what="this change" /> : null}
      {!whole.data && !whole.error ? <Skeleton className="h-64" /> : null}
      {whole.data ? (
        <>
          <p>
            <VerdictWord verdict={whole.data.Verdict} />{' '}
            {whole.data.Verdict === 'undecided' ? undecidedReason(whole.data.Reason) : null}
          </p>
          {whole.data.Differences.map((difference) => (
            <DifferenceShown key={JSON.stringify(difference)} difference={difference} />
          ))}
          <TextLink href={paths.access({ principal })}>Current permissions</TextLink>
          <Field label="Service">
            <Select
              value={service ?? ''}
              onValueChange={setChosen}
              options={whole.data.AllServices.map(({ Service, Gained, Lost }) => ({
                value: Service,
                label: `${Service}: ${Gained.toLocaleString('en')} more, ${Lost.toLocaleString('en')} less`,
              }))}
            />
          </Field>
          {read.error ? <ReadError read={read} what="the actions" /> : null}
          {read.data ? <Actions actions={read.data.Actions} /> : null}
          <Panel title="Calls that caused it">
            {whole.data.UntriedCalls > 0 ? (
              <p className="mb-1.5 text-ink-2">
                {plural(whole.data.UntriedCalls, 'more call')} could not be analyzed, because the state before and after is not
                known or there are too many.
              </p>
            ) : null}
            {whole.data.Calls.length === 0 ? (
              <p className="text-ink-2">No single call in the history between these times changed it.</p>
            ) : (
              <ul className="space-y-1.5">
                {whole.data.Calls.map((call) => (
                  <li key={call.EventId} className="break-words">
                    <CallLink call={call} />.{' '}
                    <TextLink inline href={ofCall(call.EventId)} aria-label={`Effect of ${call.Name} alone`}>
                      View its effect alone
                    </TextLink>
                  </li>
                ))}
              </ul>
            )}
          </Panel>
        </>
      ) : null}
    </section>
  );
}

const ofCall = (id: string) => paths.accessChanges({ from: `before:${id}`, to: `after:${id}` });

const HEADINGS = {
  gained: 'Gained',
  widened: 'Allowed in more cases',
  lost: 'Lost',
  narrowed: 'Allowed in fewer cases',
} as const;

function Actions({ actions }: { actions: AccessChange['Actions'] }) {
  return (
    <>
      {keysOf(HEADINGS).map((how) => {
        const some = actions.filter(({ How }) => How === how);
        if (some.length === 0) return null;
        return (
          <div key={how}>
            <h3 className="font-medium">
              {HEADINGS[how]} ({some.length.toLocaleString('en')})
            </h3>
            <p className="break-words font-mono text-sm">{some.map(({ Name }) => Name).join(', ')}</p>
          </div>
        );
      })}
    </>
  );
}
