import { defineModule } from '../core/module/module';

/** The OpenID Connect issuer that every account has. */
export const tokenIssuer = defineModule({
  name: 'token-issuer',
  inPacks: true,
  load: () => import('./parts'),
});
