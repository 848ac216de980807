import { defineModule } from '../core/module/module';

/** The exercise about shared responsibility. */
export const responsibility = defineModule({
  name: 'responsibility',
  load: () => import('./parts'),
});
