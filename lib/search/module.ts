import { defineModule } from '../core/module/module';

/** The search over all resources, and over questions about access. */
export const search = defineModule({
  name: 'search',
  load: () => import('./parts'),
});
