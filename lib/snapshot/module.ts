import { defineModule } from '../core/module/module';

/** Snapshots of accounts and organizations, and past states. */
export const snapshots = defineModule({
  name: 'snapshot',
  load: () => import('./parts'),
});
