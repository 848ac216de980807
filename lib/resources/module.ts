import { defineModule } from '../core/module/module';

/** The counts of the resources of all services. */
export const resources = defineModule({
  name: 'resources',
  load: () => import('./parts'),
});
