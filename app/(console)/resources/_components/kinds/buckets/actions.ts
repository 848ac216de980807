'use server';

import { regionalAction } from '@/lib/console/run-console';
import { PutPublicAccessBlock } from '@/lib/resources/s3/bucket-operations';
import { DeleteObject, GetObject, PutObject } from '@/lib/resources/s3/object-operations';

export const getObject = regionalAction(GetObject);
export const putObject = regionalAction(PutObject);
export const deleteObject = regionalAction(DeleteObject);
export const putPublicAccessBlock = regionalAction(PutPublicAccessBlock);
