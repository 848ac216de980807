import { AwsError } from '../core/errors';
import { defineModule } from '../core/module/module';

/** The identity store of IAM Identity Center: its users, groups and memberships. */
export const identityStore = defineModule({
  name: 'identity-store',
  services: [
    {
      name: 'identitystore',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message, member } }) =>
        new AwsError('ValidationException', message, {}, member === undefined ? {} : { member }),
      resourceTypes: {
        'AWS::IdentityStore::IdentityStore': /^identitystore\//,
        'AWS::IdentityStore::User': /^user\//,
        'AWS::IdentityStore::Group': /^group\//,
        'AWS::IdentityStore::GroupMembership': /^membership\//,
      },
      wire: {
        title: 'Identity Store',
        signingName: 'identitystore',
        endpointVariable: 'IDENTITYSTORE',
        protocol: { name: 'json', version: '1.1', target: 'AWSIdentityStore' },
        model: () => import('@aws-sdk/client-identitystore'),
      },
    },
    {
      // The console's own calls about the directory, for which AWS has actions and no API.
      name: 'sso-directory',
      errors: { style: 'json' },
      secretMembers: ['Password', 'BearerToken'],
    },
    { name: 'identitystore-auth', errors: { style: 'json' } },
    {
      name: 'identitystore-scim',
      errors: { style: 'json' },
      // CloudTrail hides what identity providers send.
      secretMembers: ['BearerToken', 'Body', 'Filter'],
    },
  ],
  load: () => import('./parts'),
});
