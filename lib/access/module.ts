import { defineModule } from '../core/module/module';

/** Questions about access: the pages of Permissions and the authorization API. */
export const access = defineModule({
  name: 'access',
  inPacks: true,
  load: () => import('./parts'),
});
