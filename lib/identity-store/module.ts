import { defineModule } from '../core/module/module';

/** The identity store of IAM Identity Center: its users, groups and memberships. */
export const identityStore = defineModule({
  name: 'identity-store',
  load: () => import('./parts'),
});
