'use server';

import { consoleAction } from '@/lib/console/run-console';
import { CreateAccessKey, DeleteAccessKey, UpdateAccessKey } from '@/lib/iam/access-key/operations';

export const createAccessKey = consoleAction(CreateAccessKey);
export const updateAccessKey = consoleAction(UpdateAccessKey);
export const deleteAccessKey = consoleAction(DeleteAccessKey);
