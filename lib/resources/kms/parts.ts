import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as alias from './alias-operations';
import * as cryptography from './cryptography-operations';
import * as key from './operations';
import { Key } from './resource';
import { KEY_MATERIAL } from './rows';

export const operations = {
  kms: { ...key, ...alias, ...cryptography },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListKeyOverviews: listResourceOverviews(Key) };

export const tables: Tables = {
  KmsKeyMaterial: { ...ofAccount, key: 'keyId', sealed: { id: 'keyId', columns: { materialCipher: KEY_MATERIAL } } },
};
