import { defineModule } from '../core/module/module';

/** Accounts of this installation: settings, contacts and support plans. */
export const account = defineModule({
  name: 'account',
  services: [
    { name: 'account', errors: { style: 'json' } },
    { name: 'supportplans', errors: { style: 'json' } },
  ],
  inPacks: true,
  load: () => import('./parts'),
  jobs: () => import('./jobs'),
});
