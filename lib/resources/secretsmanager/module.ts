import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { invalidParameter } from './errors';
import { Secret } from './resource';

/** AWS Secrets Manager. */
export const secretsmanager = defineModule({
  name: 'secretsmanager',
  services: [
    {
      name: 'secretsmanager',
      errors: { style: 'json' },
      noRoom: 'LimitExceededException',
      secretMembers: ['SecretString', 'SecretBinary', 'RotationToken'],
      resourceTypes: { 'AWS::SecretsManager::Secret': /^secret:/ },
      tagPolicies: {
        types: { secret: /^secret:/ },
        cloudFormation: { secret: 'AWS::SecretsManager::Secret' },
        // The code is not confirmed.
        refusal: (sentence) => invalidParameter(sentence, 'Tags'),
      },
      tagWriting: (SecretId) => ({
        put: (Tags) => ['TagResource', { SecretId, Tags }],
        remove: (TagKeys) => ['UntagResource', { SecretId, TagKeys }],
      }),
      wire: {
        title: 'Secrets Manager',
        signingName: 'secretsmanager',
        endpointVariable: 'SECRETS_MANAGER',
        protocol: { name: 'json', version: '1.1', target: 'secretsmanager' },
        model: () => import('@aws-sdk/client-secrets-manager'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Secret)],
  load: () => import('./parts'),
});
