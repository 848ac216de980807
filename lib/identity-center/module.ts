import { AwsError } from '../core/errors';
import { defineModule } from '../core/module/module';

/** AWS IAM Identity Center: instances, permission sets and the assignments of accounts. */
export const identityCenter = defineModule({
  name: 'identity-center',
  services: [
    {
      name: 'sso',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message, member } }) =>
        new AwsError('ValidationException', message, {}, member === undefined ? {} : { member }),
      resourceTypes: {
        'AWS::SSO::Instance': /^instance\//,
        'AWS::SSO::PermissionSet': /^permissionSet\//,
        'AWS::SSO::Application': /^application\//,
      },
      wire: {
        title: 'IAM Identity Center',
        signingName: 'sso',
        endpointVariable: 'SSO_ADMIN',
        partly:
          'It has accounts, permission sets and applications. Applications exchange no tokens, and instances have one Region.',
        protocol: { name: 'json', version: '1.1', target: 'SWBExternalService' },
        model: () => import('@aws-sdk/client-sso-admin'),
      },
    },
  ],
  inPacks: true,
  hooks: {
    onMembershipChanged: async (...asked) => (await import('./membership')).followMembership(...asked),
  },
  jobs: () => import('./jobs'),
  load: () => import('./parts'),
});
