'use client';

import { type Offer, OfferNote } from './offer';

/** Shown on the page of all assignments, which is reloaded when the offer has ended. */
export function OwnOffer({ offer }: { offer: Offer | null }) {
  if (!offer) return null;
  return (
    <div className="mb-4">
      <OfferNote offer={offer} onEnded={() => undefined} />
    </div>
  );
}
