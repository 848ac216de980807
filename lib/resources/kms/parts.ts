import type { Registry } from '../../core/module/module';
import { listResourceOverviews } from '../overviews';
import * as alias from './alias-operations';
import * as cryptography from './cryptography-operations';
import * as key from './operations';
import * as keyPolicy from './policy-operations';
import { Key } from './resource';
import * as keyTags from './tag-operations';

export const operations = {
  kms: { ...key, ...keyPolicy, ...keyTags, ...alias, ...cryptography },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListKeyOverviews: listResourceOverviews(Key) };
