import { defineModule } from '../core/module/module';
import { invalidRequest } from './oauth/errors';
import { invalidRequest as invalidPortalRequest } from './portal/errors';

/** The access portal of IAM Identity Center: people's sign-in, its OAuth service for programs, and its API for their tokens */
export const accessPortal = defineModule({
  name: 'access-portal',
  services: [
    {
      name: 'sso-oauth',
      fullName: 'IAM Identity Center OIDC',
      // CloudTrail records CreateToken among the events of the portal.
      eventSource: 'sso.amazonaws.com',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message } }) => invalidRequest(message),
      secretMembers: ['clientSecret', 'deviceCode', 'codeVerifier', 'refreshToken', 'accessToken', 'idToken'],
      wire: {
        title: 'IAM Identity Center OIDC',
        partly: 'No application exchanges tokens here.',
        signingName: 'sso-oauth',
        endpointVariable: 'SSO_OIDC',
        protocol: { name: 'rest-json', path: /^\/(?:client\/register|device_authorization|token)$/ },
        model: () => import('@aws-sdk/client-sso-oidc'),
      },
    },
    {
      name: 'awsssoportal',
      fullName: 'IAM Identity Center Portal',
      eventSource: 'sso.amazonaws.com',
      errors: { style: 'json' },
      invalidInput: ({ usual: { message } }) => invalidPortalRequest(message),
      secretMembers: ['accessToken', 'secretAccessKey', 'sessionToken'],
      wire: {
        title: 'IAM Identity Center Portal',
        signingName: 'awsssoportal',
        endpointVariable: 'SSO',
        protocol: { name: 'rest-json', path: /^\/(?:assignment\/(?:accounts|roles)|federation\/credentials|logout)$/ },
        model: () => import('@aws-sdk/client-sso'),
      },
    },
  ],
  hooks: {
    onPersonChanged: async (...asked) => (await import('./person-changed')).followPerson(...asked),
  },
  jobs: () => import('./jobs'),
  load: () => import('./parts'),
});
