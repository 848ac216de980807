'use client';

import { MonitorUp } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/components/ui/button';
import { Dialog } from '@/components/ui/dialog';
import { Checkbox } from '@/components/ui/field/checkbox';
import { useClassAction } from '../_client/use-class-action';
import { endOffer, offerScreen } from './actions';

export type Offer = { attemptId: string; withName: boolean; isShown: boolean };

/** Shown while an offer is active, with a button to end it. */
export function OfferNote({ offer, onEnded }: { offer: Offer | null; onEnded: () => void }) {
  const { run, running } = useClassAction(endOffer, { onSuccess: onEnded });
  if (!offer) return null;
  const whose = offer.withName ? 'with your name' : 'without your name';
  return (
    <div role="status" className="flex flex-wrap items-center gap-2 border-limit border-y bg-limit-soft px-4 py-2 text-sm">
      <MonitorUp aria-hidden size={16} className="shrink-0 text-limit" />
      <p className="min-w-0 flex-1 basis-40">
        {offer.isShown ? `The class sees your work now, ${whose}.` : `You are offering to show your work to the class, ${whose}.`}
      </p>
      <Button size="sm" loading={running} onClick={() => void run({})}>
        Stop showing
      </Button>
    </div>
  );
}

/** Offers this attempt for the shared screen, after explaining what the class would see. */
export function OfferButton({ attemptId, onOffered }: { attemptId: string; onOffered: () => void }) {
  const [asks, setAsks] = useState(false);
  const [withName, setWithName] = useState(false);
  const { run, running } = useClassAction(offerScreen, {
    onSuccess: () => {
      setAsks(false);
      onOffered();
    },
  });
  return (
    <>
      <Button size="sm" onClick={() => setAsks(true)}>
        <MonitorUp aria-hidden size={14} />
        Show my work to the class
      </Button>
      {asks ? (
        <Dialog
          open
          onOpenChange={(open) => !open && setAsks(false)}
          size="sm"
          title="Show your work to the class?"
          footer={
            <>
              <Button disabled={running} onClick={() => setAsks(false)}>
                Cancel
              </Button>
              <Button variant="primary" loading={running} onClick={() => void run({ attemptId, withName })}>
                Offer to show it
              </Button>
            </>
          }
        >
          <p>
            Your instructor can show your work on the shared screen until you stop. It shows the checks you have passed, what is
            left to do and the last decisions. It never shows your answers, passwords or keys.
          </p>
          <Checkbox label="Show my name to the class" checked={withName} onCheckedChange={setWithName} />
        </Dialog>
      ) : null}
    </>
  );
}
