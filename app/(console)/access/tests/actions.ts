'use server';

import { DeleteAccessTestFile, PutAccessTestFile } from '@/lib/access/access-tests/file-operations';
import { consoleAction } from '@/lib/console/run-console';

export const putAccessTestFile = consoleAction(PutAccessTestFile);
export const deleteAccessTestFile = consoleAction(DeleteAccessTestFile);
