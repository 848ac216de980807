import { ofAccount, type Tables } from '../core/module/table';
import * as session from './console-operations';
import * as home from './home/console-operations';
import { CONTENT_PURPOSE } from './home/rows';

export const consoleOperations = { ...session, ...home };

export const tables: Tables = {
  ShellFile: { ...ofAccount, hasContents: true, sealed: { columns: { contentCipher: CONTENT_PURPOSE } } },
};
