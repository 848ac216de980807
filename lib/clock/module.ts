import { defineModule } from '../core/module/module';

/** The clock of an account or organization, which a class can advance. */
export const clock = defineModule({
  name: 'clock',
  inPacks: true,
  load: () => import('./parts'),
});
