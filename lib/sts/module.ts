import { defineModule } from '../core/module/module';

/** AWS Security Token Service. */
export const sts = defineModule({
  name: 'sts',
  services: [
    {
      name: 'sts',
      errors: {
        keepsException: [
          'ExpiredTokenException',
          'ExpiredTradeInTokenException',
          'InvalidAuthorizationMessageException',
          'JWTPayloadSizeExceededException',
          'OutboundWebIdentityFederationDisabledException',
          'RegionDisabledException',
          'SessionDurationEscalationException',
        ],
      },
      secretMembers: ['SAMLAssertion', 'WebIdentityToken', 'ContextAssertion', 'TradeInToken'],
      resourceTypes: { 'AWS::STS::AssumedRole': /^assumed-role\//, 'AWS::STS::FederatedUser': /^federated-user\// },
      wire: {
        title: 'STS',
        signingName: 'sts',
        endpointVariable: 'STS',
        protocol: { name: 'query', version: '2011-06-15', namespace: 'https://sts.amazonaws.com/doc/2011-06-15/' },
        model: () => import('@aws-sdk/client-sts'),
      },
    },
  ],
  load: () => import('./parts'),
});
