import type { ReactNode } from 'react';
import { type Act, confirmation } from '@/components/console/kit/act';
import { Time } from '@/components/console/page/time';
import { deleteBenefit } from '../../actions';

/** A purchase or credit that is deleted. */
export type Deleted = {
  id: string;
  name: string;
  start: string;
  /** The changes, in numbers. */
  effect?: ReactNode;
};

/** Deletes a purchase or credit, as if it had never existed. */
export const deleteAdvance: Act<Deleted> = {
  label: 'Delete',
  look: 'danger',
  takes: 'gatehouse:DeleteBenefit',
  opens: confirmation(({ id, name, start, effect }: Deleted) => ({
    title: `Delete ${name}?`,
    action: deleteBenefit,
    input: { Id: id },
    success: `${name} was deleted.`,
    text: (
      <>
        <p>
          The purchase is removed as if it had never been made. The bills of all months since{' '}
          <Time value={start} format="absolute" /> are recalculated without it. You can only delete it while none of these bills
          is issued. In AWS, purchases cannot be deleted.
        </p>
        {effect}
      </>
    ),
  })),
};
