import { defineModule } from '../core/module/module';

/** Scenario packs: their format, their runs and their checks. */
export const scenario = defineModule({
  name: 'scenario',
  load: () => import('./parts'),
});
