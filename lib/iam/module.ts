import { invalidInput } from '../core/errors';
import { defineModule } from '../core/module/module';
import { iamTagWriting } from './tag-writing';

/** AWS Identity and Access Management. */
export const iam = defineModule({
  name: 'iam',
  services: [
    {
      name: 'iam',
      errors: {
        codes: {
          InvalidParameterValueException: 'ParameterValueInvalid',
          CredentialReportExpiredException: 'ReportExpired',
          CredentialReportNotPresentException: 'ReportNotPresent',
          CredentialReportNotReadyException: 'ReportInProgress',
          ServiceNotSupportedException: 'NotSupportedService',
        },
        keepsException: [
          'AccountNotManagementOrDelegatedAdministratorException',
          'CallerIsNotManagementAccountException',
          'OrganizationNotFoundException',
          'OrganizationNotInAllFeaturesModeException',
          'ServiceAccessNotEnabledException',
        ],
      },
      secretMembers: [
        'Base32StringSeed',
        'QRCodePNG',
        'Seed',
        'AuthenticationCode1',
        'AuthenticationCode2',
        'ServicePassword',
        'ServiceCredentialSecret',
        'AddPrivateKey',
        'AssertionEncryptionKey',
        // The answer of a passkey or security key, and the question it was asked.
        'RegistrationResponse',
        'RegistrationOptions',
        // Public, unless somebody mistakes a private key for a public one.
        'KeySet',
      ],
      resourceTypes: {
        'AWS::IAM::User': /^user\//,
        'AWS::IAM::Group': /^group\//,
        'AWS::IAM::Role': /^role\//,
        'AWS::IAM::Policy': /^policy\//,
        'AWS::IAM::InstanceProfile': /^instance-profile\//,
        'AWS::IAM::OIDCProvider': /^oidc-provider\//,
        'AWS::IAM::SAMLProvider': /^saml-provider\//,
        'AWS::IAM::ServerCertificate': /^server-certificate\//,
        'AWS::IAM::VirtualMFADevice': /^mfa\//,
      },
      tagPolicies: {
        types: {
          policy: /^policy\//,
          'instance-profile': /^instance-profile\//,
          mfa: /^mfa\//,
          'oidc-provider': /^oidc-provider\//,
          'saml-provider': /^saml-provider\//,
          'server-certificate': /^server-certificate\//,
        },
        cloudFormation: {
          'instance-profile': 'AWS::IAM::InstanceProfile',
          mfa: 'AWS::IAM::VirtualMFADevice',
          'oidc-provider': 'AWS::IAM::OIDCProvider',
          'saml-provider': 'AWS::IAM::SAMLProvider',
          'server-certificate': 'AWS::IAM::ServerCertificate',
        },
        // The code is not confirmed.
        refusal: (sentence) => invalidInput(sentence, 'Tags'),
      },
      tagWriting: iamTagWriting,
      wire: {
        title: 'IAM',
        signingName: 'iam',
        endpointVariable: 'IAM',
        global: true,
        protocol: { name: 'query', version: '2010-05-08', namespace: 'https://iam.amazonaws.com/doc/2010-05-08/' },
        model: () => import('@aws-sdk/client-iam'),
      },
    },
  ],
  load: () => import('./parts'),
});
