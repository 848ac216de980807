import { defineModule } from '../../core/module/module';

/** The coverage of AWS's APIs. */
export const coverage = defineModule({
  name: 'coverage',
  load: () => import('./parts'),
});
