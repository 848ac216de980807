import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as accountBlock from './account-block-operations';
import * as bucket from './bucket-operations';
import * as controlTags from './control-tag-operations';
import * as copy from './copy-operations';
import * as listing from './list-operations';
import * as object from './object-operations';
import * as objectTags from './object-tag-operations';
import { OBJECT_BODY } from './objects';
import * as bucketPolicy from './policy-operations';
import { Bucket } from './resource';

export const operations = {
  s3: {
    ...bucket,

    ...bucketPolicy,
    ...listing,
    ...object,
    ...objectTags,
    ...copy,
  },
  s3control: {
    GetPublicAccessBlock: accountBlock.GetAccountPublicAccessBlock,
    PutPublicAccessBlock: accountBlock.PutAccountPublicAccessBlock,
    DeletePublicAccessBlock: accountBlock.DeleteAccountPublicAccessBlock,
    ...controlTags,
  },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListBucketOverviews: listResourceOverviews(Bucket) };

export const tables: Tables = { S3Object: { ...ofAccount, sealed: { columns: { bodyCipher: OBJECT_BODY } } } };
