import { ofOrganization, type Tables } from '../core/module/table';
import { taggingOperations } from '.';
import { ExportTagCompliance, ListTagCompliance } from './operations';

export const operations = { tag: taggingOperations };
export const consoleOperations = { ExportTagCompliance, ListTagCompliance };

export const tables: Tables = {
  TagReport: { ...ofOrganization, key: 'organizationId' },
};
