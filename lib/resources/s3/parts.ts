import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as bucket from './bucket-operations';
import * as control from './control-operations';
import * as copy from './copy-operations';
import * as listing from './list-operations';
import * as object from './object-operations';
import { OBJECT_BODY } from './objects';
import * as bucketPolicy from './policy-operations';
import { Bucket } from './resource';

export const operations = {
  s3: { ...bucket, ...bucketPolicy, ...listing, ...object, ...copy },
  s3control: {
    GetPublicAccessBlock: control.GetAccountPublicAccessBlock,
    PutPublicAccessBlock: control.PutAccountPublicAccessBlock,
    DeletePublicAccessBlock: control.DeleteAccountPublicAccessBlock,
    ListTagsForResource: control.ListTagsForResource,
    TagResource: control.TagResource,
    UntagResource: control.UntagResource,
  },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = {
  GetOwnPublicAccessBlock: control.GetOwnPublicAccessBlock,
  ListBucketOverviews: listResourceOverviews(Bucket),
};

export const tables: Tables = { S3Object: { ...ofAccount, hasContents: true, sealed: { columns: { bodyCipher: OBJECT_BODY } } } };
