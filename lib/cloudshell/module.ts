import { AwsError } from '../core/errors';
import { defineModule } from '../core/module/module';

/** AWS CloudShell: the permissions and the home folders of the shell in the browser. AWS has no API for it. */
export const cloudShell = defineModule({
  name: 'cloudshell',
  services: [
    {
      name: 'cloudshell',
      fullName: 'AWS CloudShell',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message, member } }) =>
        new AwsError('ValidationException', message, {}, member === undefined ? {} : { member }),
      secretMembers: ['Bytes'],
      noRoom: 'ServiceQuotaExceededException',
    },
  ],
  load: () => import('./parts'),
});
