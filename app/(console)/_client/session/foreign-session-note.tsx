'use client';

import { useEffect, useState } from 'react';
import { Alert } from '@/components/ui/alert';
import { Button } from '@/components/ui/button';
import { dropForeignCookies, hasBegunHere, keepSessionHere } from '@/lib/console/session/begun-here';

type ForeignSessionNoteProps = {
  /** `ConsoleSession.originTag`. */
  tag: string;
  /** The signed-in identity. */
  name: string;
  signOut: () => Promise<void>;
};

/** Asks whether the viewer signed in, if the session did not begin in this browser at this address. */
export function ForeignSessionNote({ tag, name, signOut }: ForeignSessionNoteProps) {
  const [isForeign, setForeign] = useState(false);
  useEffect(() => setForeign(!hasBegunHere(tag)), [tag]);
  if (!isForeign) return null;
  const keep = () => {
    keepSessionHere(tag);
    setForeign(false);
  };
  const leave = () => {
    dropForeignCookies();
    void signOut();
  };
  return (
    <Alert kind="error" live className="mb-3 print:hidden" title={`Did you sign in as ${name}?`}>
      This session did not begin in this browser at this address. A program on another port of this host may have set it. Until
      you are sure, enter nothing here.
      <span className="mt-2 flex flex-wrap gap-2">
        <Button size="sm" onClick={leave}>
          No, sign out
        </Button>
        <Button size="sm" onClick={keep}>
          Yes, I did
        </Button>
      </span>
    </Alert>
  );
}
