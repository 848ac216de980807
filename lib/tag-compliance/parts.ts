import { ofOrganization, type Tables } from '../core/module/table';
import { taggingOperations } from '.';
import { ListTagCompliance } from './operations';

export const operations = { tag: taggingOperations };
export const consoleOperations = { ListTagCompliance };

export const tables: Tables = {
  TagReport: { ...ofOrganization, key: 'organizationId' },
};
