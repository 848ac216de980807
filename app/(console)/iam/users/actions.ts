'use server';

import { consoleAction } from '@/lib/console/run-console';
import { CreateUser } from '@/lib/iam/user/operations';

export const createUser = consoleAction(CreateUser);
