'use client';

import { RefreshCw } from 'lucide-react';
import { IconButton } from '../../ui/button';

type RefreshButtonProps = {
  /** What is read again: "users". */
  what: string;
  read: { refetch: () => void; fetching: boolean };
};

/** Reads what is shown once more, and turns while it does. */
export function RefreshButton({ what, read: { refetch, fetching } }: RefreshButtonProps) {
  return (
    <IconButton label={`Refresh ${what}`} variant="normal" onClick={refetch} aria-busy={fetching || undefined}>
      <RefreshCw aria-hidden size={14} className={fetching ? 'animate-spin' : undefined} />
    </IconButton>
  );
}
