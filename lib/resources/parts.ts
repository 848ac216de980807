import { ofAccount, type Tables } from '../core/module/table';
import { CountResources } from './count-operations';

export const consoleOperations = { CountResources };

export const tables: Tables = { Resource: ofAccount };
