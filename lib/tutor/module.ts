import { defineModule } from '../core/module/module';

/** Predictions of decisions. */
export const tutor = defineModule({
  name: 'tutor',
  load: () => import('./parts'),
});
