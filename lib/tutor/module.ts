import { defineModule } from '../core/module/module';

/** Predictions: a learner says what a decision will be, and the tutor chooses the next question. */
export const tutor = defineModule({
  name: 'tutor',
  load: () => import('./parts'),
});
