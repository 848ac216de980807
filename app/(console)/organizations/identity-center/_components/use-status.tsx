import { Status } from '@/components/ui/status';
import { UNUSED_DAYS, type Use } from '@/lib/identity-center/use/limits';

/** Renders whether somebody uses an assignment or permission set. */
export function UseStatus({ use }: { use: Use }) {
  switch (use) {
    case 'Used':
      return <Status kind="success">Used</Status>;
    case 'New':
      return <Status kind="info">New</Status>;
    case 'Unused':
      return <Status kind="warning">Unused for {UNUSED_DAYS} days</Status>;
  }
}
