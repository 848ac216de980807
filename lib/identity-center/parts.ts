import { ofOwner, type Tables } from '../core/module/table';
import { identityCenterOperations } from '.';
import { StartSSO } from './instance/console-operations';

export const operations = { sso: identityCenterOperations };
export const consoleOperations = { StartSSO };

export const tables: Tables = { IdentityCenterInstance: ofOwner };
