import { defineModule } from '../core/module/module';

/** The search over all resources. */
export const search = defineModule({
  name: 'search',
  load: () => import('./parts'),
});
