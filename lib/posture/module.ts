import { defineModule } from '../core/module/module';

/** Security checks of accounts and organizations: findings, fixes and scores. */
export const posture = defineModule({
  name: 'posture',
  inPacks: true,
  load: () => import('./parts'),
  jobs: () => import('./jobs'),
});
