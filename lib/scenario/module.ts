import { defineModule } from '../core/module/module';

/** Scenario packs. */
export const scenario = defineModule({
  name: 'scenario',
  load: () => import('./parts'),
});
