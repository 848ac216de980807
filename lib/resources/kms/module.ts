import { anyKind } from '../../core/module/kind';
import { defineModule } from '../../core/module/module';
import { TO_TRY_POLICIES_ON } from '../played-in-part';
import { kmsError } from './errors';
import { Alias, Key } from './resource';

/** AWS Key Management Service. */
export const kms = defineModule({
  name: 'kms',
  services: [
    {
      name: 'kms',
      fullName: 'Key Management Service',
      errors: { style: 'json' },
      noRoom: 'LimitExceededException',
      secretMembers: ['Plaintext'],
      resourceTypes: { 'AWS::KMS::Key': /^key\//, 'AWS::KMS::Alias': /^alias\// },
      tagPolicies: {
        types: { key: /^key\// },
        cloudFormation: { key: 'AWS::KMS::Key' },
        actions: { CreateKey: 'key' },
        // The code is not confirmed.
        refusal: (sentence) => kmsError('TagException', sentence, 'Tags'),
      },
      tagWriting: (KeyId) => {
        if (!KeyId.includes(':key/')) return null;
        return {
          put: (tags) => ['TagResource', { KeyId, Tags: tags.map(({ Key: TagKey, Value: TagValue }) => ({ TagKey, TagValue })) }],
          remove: (TagKeys) => ['UntagResource', { KeyId, TagKeys }],
        };
      },
      wire: {
        title: 'KMS',
        signingName: 'kms',
        endpointVariable: 'KMS',
        protocol: { name: 'json', version: '1.1', target: 'TrentService', statusOfModel: true },
        model: () => import('@aws-sdk/client-kms'),
        partly: TO_TRY_POLICIES_ON,
      },
    },
  ],
  resources: [anyKind(Key), anyKind(Alias)],
  load: () => import('./parts'),
});
