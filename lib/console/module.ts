import { defineModule } from '../core/module/module';

/** Sign-in to the console. Source: CloudTrail User Guide, "AWS Management Console sign-in events". */
export const signIn = defineModule({
  name: 'console',
  services: [{ name: 'signin', answersAsWritten: true }],
  load: () => import('./parts'),
});
