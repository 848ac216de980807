import { defineModule } from '../core/module/module';

/** The posture of accounts and organizations. */
export const posture = defineModule({
  name: 'posture',
  inPacks: true,
  load: () => import('./parts'),
  jobs: () => import('./jobs'),
});
