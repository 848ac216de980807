import type { Registry } from '../../core/module/module';
import { ofAccount, type Tables } from '../../core/module/table';
import { listResourceOverviews } from '../overviews';
import * as invocation from './invoke-operations';
import * as lambda from './operations';
import * as functionPolicy from './policy-operations';
import { LambdaFunction } from './resource';
import { FUNCTION_VARIABLES } from './variables';

export const operations = {
  lambda: { ...lambda, ...functionPolicy, ...invocation },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListFunctionOverviews: listResourceOverviews(LambdaFunction) };

export const tables: Tables = {
  FunctionVariables: {
    ...ofAccount,
    key: 'functionId',
    sealed: { id: 'functionId', columns: { variablesCipher: FUNCTION_VARIABLES } },
  },
};
