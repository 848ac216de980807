import dynamic from 'next/dynamic';
import type { Act } from '@/components/console/kit/act';

const LoadExampleDialog = dynamic(() => import('./load-example-dialog').then((module) => module.LoadExampleDialog));

/** The bill to which an example is loaded. */
type Target = { month: string; payerId: string };

/** Loads AWS's example: it chooses its prices and adds its usage. */
export const loadExample: Act<Target> = {
  label: 'Load AWS example',
  takes: ['gatehouse:PutPriceList', 'gatehouse:PutUsage'],
  opens: ({ subject, onClose }) => <LoadExampleDialog {...subject} onClose={onClose} />,
};
