import { ofAccount, type Tables } from '../core/module/table';

export { accessOperations as consoleOperations } from '.';

export const tables: Tables = { AccessTestFile: ofAccount };
