import { quotas } from '../../core/quotas';
import { type Contract, taking } from '../../core/testing/contract';
import { crowdResources, resourcePolicy } from '../test-tables';
import * as aliases from './alias-operations';
import * as cryptography from './cryptography-operations';
import * as keys from './operations';
import { Key } from './resource';

const operations = { ...keys, ...aliases, ...cryptography };

const bytes = (text: string) => new Uint8Array(Buffer.from(text));
/** A well-formed ciphertext of a key that does not exist. */
const OF_ANOTHER_KEY = new Uint8Array(Buffer.concat([Buffer.of(1), Buffer.alloc(64)]));
const NO_KEY = '00000000-0000-4000-8000-000000000000';
const KEY = { KeyId: '<CreateKey.KeyMetadata.KeyId>' };
const CONTEXT = { EncryptionContext: { tenant: 'blue' } };
const whole = (AWS: string, more: object = {}) =>
  resourcePolicy({ Effect: 'Allow', Principal: { AWS }, Action: 'kms:*', Resource: '*', ...more });
const ROOT = 'arn:aws:iam::<scene.account>:root';
const tagList = (count: number) => Array.from({ length: count }, (_, index) => ({ TagKey: `key-${index}`, TagValue: '' }));
const notThere = (name: string) => new RegExp(`^Key 'arn:aws:kms:us-east-1:\\d{12}:key/${name}' does not exist$`);
const ARN = 'arn:aws:kms:us-east-1:<scene.account>:';

const KEYED = taking(operations, 'KeyId');
const USING = ['Encrypt', 'Decrypt', 'GenerateDataKey'];
const SAYS_ARN = KEYED.filter((name) => !USING.includes(name));

export const contract: Contract = {
  operations,
  make: async (root, { name, secret }) => {
    const { KeyMetadata } = await root.run(keys.CreateKey, {
      Description: secret,
      Tags: [{ TagKey: 'owner', TagValue: secret }],
      Policy: JSON.stringify({
        Id: secret,
        Statement: [{ Effect: 'Allow', Principal: { AWS: root.accountId }, Action: 'kms:*', Resource: '*' }],
      }),
    });
    const KeyId = KeyMetadata.Arn;
    const AliasName = `alias/${name}`;
    await root.run(aliases.CreateAlias, { AliasName, TargetKeyId: KeyId });
    return { KeyId, AliasName, TargetKeyId: KeyId };
  },
  calls: [
    ['CreateKey', { Description: 'books', Tags: [{ TagKey: 'team', TagValue: 'blue' }] }],
    ['DescribeKey', KEY],
    ['ListKeys', { Limit: 1 }],
    ['GetKeyPolicy', KEY],
    ['PutKeyPolicy', { ...KEY, Policy: whole('*') }],
    ['TagResource', { ...KEY, Tags: [{ TagKey: 'new', TagValue: '1' }] }],
    ['ListResourceTags', KEY],
    ['UntagResource', { ...KEY, TagKeys: ['new'] }],
    ['CreateAlias', { AliasName: 'alias/books', TargetKeyId: KEY.KeyId }],
    ['ListAliases', KEY],
    ['Encrypt', { KeyId: 'alias/books', Plaintext: bytes('secret'), ...CONTEXT }],
    ['Decrypt', { CiphertextBlob: '<Encrypt.CiphertextBlob>', ...CONTEXT }],
    ['GenerateDataKey', { ...KEY, KeySpec: 'AES_256' }],
    ['DisableKey', KEY],
    ['EnableKey', KEY],
    ['DeleteAlias', { AliasName: 'alias/books' }],
    ['ScheduleKeyDeletion', { ...KEY, PendingWindowInDays: 7 }],
    ['CancelKeyDeletion', KEY],
  ],
  errors: {
    furnish: async (stage) => {
      const { root } = stage;
      const make = async (input: object = {}) => (await root.run(keys.CreateKey, input)).KeyMetadata.KeyId;
      const key = await make({ Tags: tagList(quotas().TagsPerResource) });
      const [disabled, leaving, named] = [await make(), await make(), await make()];
      await root.run(keys.DisableKey, { KeyId: disabled });
      await root.run(aliases.CreateAlias, { AliasName: 'alias/taken', TargetKeyId: key });
      for (let index = 0; index < quotas().AliasesPerKMSKey; index++)
        await root.run(aliases.CreateAlias, { AliasName: `alias/name-${index}`, TargetKeyId: named });
      // By the clock of the wire API, so that the waiting period is not over.
      await root.with({ now: new Date() }).run(keys.ScheduleKeyDeletion, { KeyId: leaving });
      await crowdResources(stage, Key, { description: '', state: 'Enabled', aliases: [] });
      return { key, disabled, leaving, named };
    },
    usual: {
      KeyId: '<scene.key>',
      TargetKeyId: '<scene.key>',
      AliasName: 'alias/new',
      Policy: whole(ROOT),
      Tags: [{ TagKey: 'new', TagValue: '1' }],
      TagKeys: ['key-0'],
      Plaintext: bytes('secret'),
      CiphertextBlob: OF_ANOTHER_KEY,
    },
    failures: {
      NotFoundException: [
        [KEYED.filter((name) => name !== 'Decrypt'), { KeyId: NO_KEY }, notThere(NO_KEY)],
        ['Decrypt', { KeyId: NO_KEY, CiphertextBlob: OF_ANOTHER_KEY }, notThere(NO_KEY)],
        ['CreateAlias', { TargetKeyId: NO_KEY }, notThere(NO_KEY)],
        ['CreateAlias', { TargetKeyId: 'alias/taken' }, 'Invalid keyId alias/taken'],
        ['DeleteAlias', { AliasName: 'alias/none' }, /^Alias arn:aws:kms:us-east-1:\d{12}:alias\/none is not found\.$/],
        ['DescribeKey', { KeyId: 'alias/none' }, /^Alias arn:aws:kms:us-east-1:\d{12}:alias\/none is not found\.$/],
        ['DescribeKey', { KeyId: `arn:aws:kms:eu-west-1:<scene.account>:key/${NO_KEY}` }, 'Invalid arn eu-west-1'],
        [['GetKeyPolicy', 'PutKeyPolicy'], { PolicyName: 'other' }, 'No such policy exists'],
      ],
      InvalidArnException: [[SAYS_ARN, { KeyId: `${ARN}none` }, /^Invalid arn arn:aws:kms:us-east-1:\d{12}:none$/]],
      InvalidMarkerException: [[['ListKeys', 'ListAliases', 'ListResourceTags'], { Marker: 'none' }, 'The marker is invalid.']],
      KMSInvalidStateException: [
        [
          ['DisableKey', 'EnableKey', 'ScheduleKeyDeletion', 'TagResource', 'UntagResource', 'Encrypt', 'GenerateDataKey'],
          { KeyId: '<scene.leaving>', KeySpec: 'AES_256' },
          /^arn:.+ is pending deletion\.$/,
        ],
        ['Decrypt', { KeyId: '<scene.leaving>', CiphertextBlob: OF_ANOTHER_KEY }, /^arn:.+ is pending deletion\.$/],
        ['CreateAlias', { TargetKeyId: '<scene.leaving>' }, /^arn:.+ is pending deletion\.$/],
        ['CancelKeyDeletion', {}, /^arn:.+ is not pending deletion\.$/],
      ],
      DisabledException: [
        [['Encrypt', 'GenerateDataKey'], { KeyId: '<scene.disabled>', KeySpec: 'AES_256' }, /^arn:.+ is disabled\.$/],
        ['Decrypt', { KeyId: '<scene.disabled>', CiphertextBlob: OF_ANOTHER_KEY }, /^arn:.+ is disabled\.$/],
      ],
      DryRunOperationException: [
        [
          ['Encrypt', 'GenerateDataKey'],
          { DryRun: true, KeySpec: 'AES_256' },
          'The request would have succeeded, but the DryRun option is set.',
        ],
        [
          'Decrypt',
          { KeyId: '<scene.key>', DryRun: true, DryRunModifiers: ['IGNORE_CIPHERTEXT'] },
          'The request would have succeeded, but the DryRun option is set.',
        ],
      ],
      InvalidGrantTokenException: [
        [
          ['Encrypt', 'GenerateDataKey'],
          { GrantTokens: ['token'], KeySpec: 'AES_256' },
          'Gatehouse has no grants, so no token is one.',
        ],
        [
          'Decrypt',
          { KeyId: '<scene.key>', CiphertextBlob: OF_ANOTHER_KEY, GrantTokens: ['token'] },
          'Gatehouse has no grants, so no token is one.',
        ],
      ],
      InvalidKeyUsageException: [
        [
          'Encrypt',
          { EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
          /^arn:.+ key spec does not support algorithm RSAES_OAEP_SHA_256\.$/,
        ],
        [
          'Decrypt',
          { KeyId: '<scene.key>', CiphertextBlob: OF_ANOTHER_KEY, EncryptionAlgorithm: 'RSAES_OAEP_SHA_256' },
          /^arn:.+ key spec does not support algorithm RSAES_OAEP_SHA_256\.$/,
        ],
      ],
      InvalidCiphertextException: [
        ['Decrypt', { CiphertextBlob: OF_ANOTHER_KEY }, /^The ciphertext is not one of this key/],
        ['Decrypt', { KeyId: '<scene.key>', CiphertextBlob: bytes('text') }, /^The ciphertext is not one of this key/],
      ],
      IncorrectKeyException: [
        [
          'Decrypt',
          { KeyId: '<scene.key>', CiphertextBlob: OF_ANOTHER_KEY },
          'The key ID in the request does not identify a CMK that can perform this operation.',
        ],
      ],
      AlreadyExistsException: [
        [
          'CreateAlias',
          { AliasName: 'alias/taken' },
          /^An alias with the name arn:aws:kms:us-east-1:\d{12}:alias\/taken already exists$/,
        ],
      ],
      InvalidAliasNameException: [['CreateAlias', { AliasName: 'books' }, 'Invalid alias name: books']],
      LimitExceededException: [
        ['CreateKey', {}, 'You have too many keys.', { by: 'crowded' }],
        ['CreateAlias', { TargetKeyId: '<scene.named>' }, /^The key arn:.+ has too many aliases\.$/],
        ['TagResource', {}, 'Too many tags'],
        [['CreateKey', 'PutKeyPolicy'], { Policy: ' '.repeat(32_769) }, 'The key policy is larger than 32 kilobytes.'],
      ],
      TagException: [
        ['TagResource', { Tags: [...tagList(1), ...tagList(1)] }, 'Duplicate tag keys'],
        [
          ['TagResource', 'CreateKey'],
          { Tags: [{ TagKey: 'aws:new', TagValue: '' }] },
          'aws: prefixed tag key names are not allowed for external use.',
        ],
      ],
      MalformedPolicyDocumentException: [
        [['CreateKey', 'PutKeyPolicy'], { Policy: '[]' }, /./],
        [
          ['CreateKey', 'PutKeyPolicy'],
          { Policy: whole('arn:aws:iam::<scene.account>:user/none') },
          'Policy contains a statement with one or more invalid principals.',
        ],
        [
          ['CreateKey', 'PutKeyPolicy'],
          { Policy: whole('111122223333') },
          'The new key policy will not allow you to update the key policy in the future.',
        ],
      ],
      UnsupportedOperationException: [
        ['CreateKey', { KeySpec: 'RSA_2048' }, 'Gatehouse makes symmetric keys for encryption, of one Region, and no others.'],
      ],
      CustomKeyStoreNotFoundException: [['CreateKey', { CustomKeyStoreId: 'cks-1' }, 'Custom key store cks-1 is not found.']],
    },
    unreachable: {
      InvalidArnException: [['CreateKey', 'it names no key']],
      KMSInvalidStateException: [
        ['DeleteAlias', 'the alias of a key that is about to be deleted can be deleted'],
        [['GetKeyPolicy', 'PutKeyPolicy'], 'the policy of a key can be read and set in any of its states'],
      ],
      InvalidKeyUsageException: [['GenerateDataKey', 'every key encrypts, and by the one algorithm that data keys are made for']],
      LimitExceededException: [['EnableKey', 'a key that is disabled counts already']],
      TagException: [['UntagResource', 'keys that it has not are no error']],
      UnsupportedOperationException: [['PutKeyPolicy', 'every key has a policy']],
      CloudHsmClusterInvalidConfigurationException: [['CreateKey', 'there are no custom key stores']],
      CustomKeyStoreInvalidStateException: [['CreateKey', 'there are no custom key stores']],
      XksKeyAlreadyInUseException: [['CreateKey', 'there are no custom key stores']],
      XksKeyInvalidConfigurationException: [['CreateKey', 'there are no custom key stores']],
      XksKeyNotFoundException: [['CreateKey', 'there are no custom key stores']],
    },
  },
};
