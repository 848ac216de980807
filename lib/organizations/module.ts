import { defineModule } from '../core/module/module';
import { invalidOrganizationsInput } from './invalid-input';

/** AWS Organizations. */
export const organizations = defineModule({
  name: 'organizations',
  services: [
    {
      name: 'organizations',
      errors: { style: 'json' },
      invalidInput: invalidOrganizationsInput,
      resourceTypes: {
        'AWS::Organizations::Organization': /^organization\//,
        'AWS::Organizations::Account': /^account\//,
        'AWS::Organizations::OrganizationalUnit': /^ou\//,
        'AWS::Organizations::Policy': /^policy\//,
        'AWS::Organizations::ResourcePolicy': /^resourcepolicy\//,
      },
      wire: {
        title: 'Organizations',
        signingName: 'organizations',
        endpointVariable: 'ORGANIZATIONS',
        global: true,
        protocol: { name: 'json', version: '1.1', target: 'AWSOrganizationsV20161128' },
        model: () => import('@aws-sdk/client-organizations'),
      },
    },
  ],
  load: () => import('./parts'),
});
