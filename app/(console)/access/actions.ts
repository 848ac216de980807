'use server';

import { GetActionPermission, GetEffectivePermissions, GetServicePermissions } from '@/lib/access/effective/operations';
import { ExplainAccess } from '@/lib/access/operations';
import { consoleAction } from '@/lib/console/run-console';

export const getEffectivePermissions = consoleAction(GetEffectivePermissions);
export const getServicePermissions = consoleAction(GetServicePermissions);
export const getActionPermission = consoleAction(GetActionPermission);
export const explainAccess = consoleAction(ExplainAccess);
