import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as secretList from './list-operations';
import * as secret from './operations';
import * as secretPolicy from './policy-operations';
import { Secret } from './resource';
import { SECRET_VALUE } from './rows';
import * as secretTags from './tag-operations';
import * as secretValue from './value-operations';

export const operations = {
  secretsmanager: {
    CreateSecret: secret.CreateSecret,
    UpdateSecret: secret.UpdateSecret,
    DescribeSecret: secret.DescribeSecret,
    DeleteSecret: secret.DeleteSecret,
    RestoreSecret: secret.RestoreSecret,
    ...secretList,
    ...secretValue,
    ...secretPolicy,
    ...secretTags,
  },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListSecretOverviews: listResourceOverviews(Secret) };

export const tables: Tables = { SecretVersion: { ...ofAccount, sealed: { columns: { valueCipher: SECRET_VALUE } } } };
