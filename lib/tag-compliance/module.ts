import { defineModule } from '../core/module/module';

/** The report about resources whose tags do not comply with tag policies. */
export const tagCompliance = defineModule({
  name: 'tag-compliance',
  load: () => import('./parts'),
});
