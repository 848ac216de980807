import { defineModule } from '../../core/module/module';

/** The coverage of AWS's APIs: which operations exist here. */
export const coverage = defineModule({
  name: 'coverage',
  load: () => import('./parts'),
});
