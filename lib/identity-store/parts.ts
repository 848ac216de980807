import { ofOwner, type Tables } from '../core/module/table';

export const tables: Tables = { IdentityStore: ofOwner };
