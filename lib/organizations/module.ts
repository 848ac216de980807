import { AwsError } from '../core/errors';
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
      tagPolicies: {
        types: {
          account: /^account\//,
          ou: /^ou\//,
          policy: /^policy\//,
          root: /^root\//,
          resourcepolicy: /^resourcepolicy\//,
        },
        cloudFormation: {
          account: 'AWS::Organizations::Account',
          ou: 'AWS::Organizations::OrganizationalUnit',
          resourcepolicy: 'AWS::Organizations::ResourcePolicy',
        },
        actions: {
          CreateAccount: 'account',
          CreateGovCloudAccount: 'account',
          CreateOrganizationalUnit: 'ou',
          CreatePolicy: 'policy',
          InviteAccountToOrganization: 'account',
        },
        ofManagementAccount: true,
        // The message is not confirmed.
        refusal: (sentence) => new AwsError('ConstraintViolationException', sentence, { Reason: 'TAG_POLICY_VIOLATION' }),
      },
      tagWriting: (arn) => {
        const ResourceId = arn.slice(arn.lastIndexOf('/') + 1);
        return {
          put: (Tags) => ['TagResource', { ResourceId, Tags }],
          remove: (TagKeys) => ['UntagResource', { ResourceId, TagKeys }],
        };
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
  hooks: {
    readPoliciesInForce: async (...asked) => (await import('./effective-policies')).readPoliciesInForce(...asked),
  },
  load: () => import('./parts'),
});
