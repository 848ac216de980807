import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as secretList from './list-operations';
import * as secret from './operations';
import { Secret } from './resource';
import { SECRET_VALUE } from './rows';
import * as secretValue from './value-operations';

export const operations = {
  secretsmanager: { ...secret, ...secretList, ...secretValue },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListSecretOverviews: listResourceOverviews(Secret) };

export const tables: Tables = { SecretVersion: { ...ofAccount, sealed: { columns: { valueCipher: SECRET_VALUE } } } };
