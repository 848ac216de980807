import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as item from './item-operations';
import { TABLE_ITEM } from './items';
import * as table from './operations';
import { Table } from './resource';

export const operations = {
  dynamodb: { ...table, ...item },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListTableOverviews: listResourceOverviews(Table) };

export const tables: Tables = {
  TableItem: { ...ofAccount, sealed: { columns: { keyCipher: TABLE_ITEM, contentCipher: TABLE_ITEM } } },
};
