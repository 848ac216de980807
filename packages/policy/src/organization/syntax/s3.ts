import { choice, named, single, syntax } from '../schema';

/** Source: Organizations User Guide, "Amazon S3 policy syntax". */
export const S3_SYNTAX = syntax('s3_attributes', named({ public_access_block_configuration: single(choice('all', 'none')) }), {
  ignoreCase: true,
});
