'use client';

import { RefreshCw } from 'lucide-react';
import { IconButton } from '../../ui/button';

type RefreshButtonProps = {
  /** The plural noun in the button's name: "users". */
  what: string;
  read: { refetch: () => void; fetching: boolean };
};

/** Renders a button that repeats a read and spins meanwhile. */
export function RefreshButton({ what, read: { refetch, fetching } }: RefreshButtonProps) {
  return (
    <IconButton label={`Refresh ${what}`} variant="normal" onClick={refetch} aria-busy={fetching || undefined}>
      <RefreshCw aria-hidden size={14} className={fetching ? 'animate-spin' : undefined} />
    </IconButton>
  );
}
