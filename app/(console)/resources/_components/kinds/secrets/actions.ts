'use server';

import { regionalAction } from '@/lib/console/run-console';
import { RestoreSecret } from '@/lib/resources/secretsmanager/operations';
import { GetSecretValue, PutSecretValue } from '@/lib/resources/secretsmanager/value-operations';

export const getSecretValue = regionalAction(GetSecretValue);
export const putSecretValue = regionalAction(PutSecretValue);
export const restoreSecret = regionalAction(RestoreSecret);
