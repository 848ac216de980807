'use client';

import { Button, ButtonLink } from '@/components/ui/button';
import { Panel } from '@/components/ui/panel';
import { paths } from '@/lib/console/paths';
import { useClassAction } from '../../_client/use-class-action';
import { showOffer } from '../actions';
import type { Matrix } from './matrix-types';

type OffersProps = { classId: string; offers: Matrix['offers']; onChange: () => void };

/** Lists offers for the shared screen, and the one that is shown. */
export function Offers({ classId, offers, onChange }: OffersProps) {
  const { run, running } = useClassAction(showOffer, { onSuccess: onChange });
  if (offers.length === 0) return null;
  return (
    <Panel
      className="mb-4"
      flush
      title="Work offered for the shared screen"
      count={offers.length}
      actions={<ButtonLink href={paths.class(classId, 'screen')}>Shared screen</ButtonLink>}
    >
      <ul className="divide-y divide-line">
        {offers.map(({ memberId, name, title, withName, isShown }) => (
          <li key={memberId} className="flex flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
            <span className="min-w-0 flex-1 basis-52 break-words">
              <span className="font-medium">{name}</span>, {title}
              <span className="block text-ink-2 text-sm">
                {withName ? "The class sees the student's name." : "The class doesn't see the student's name."}
              </span>
            </span>
            <Button
              size="sm"
              loading={running}
              aria-label={isShown ? `Take the work of ${name} off the screen` : `Show the work of ${name}`}
              onClick={() => void run({ classId, memberId: isShown ? null : memberId })}
            >
              {isShown ? 'Take off the screen' : 'Show'}
            </Button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
