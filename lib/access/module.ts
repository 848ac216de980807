import { defineModule } from '../core/module/module';

/** Access: decisions, effective permissions, paths, comparisons and access tests, for pages and the authorization API. */
export const access = defineModule({
  name: 'access',
  inPacks: true,
  load: () => import('./parts'),
});
