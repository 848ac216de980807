import type { Registry } from '../../core/module/module';
import { listResourceOverviews } from '../overviews';
import * as invocation from './invoke-operations';
import * as lambda from './operations';
import * as functionPolicy from './policy-operations';
import { LambdaFunction } from './resource';
import * as functionTags from './tag-operations';

export const operations = {
  lambda: { ...lambda, ...functionPolicy, ...functionTags, ...invocation },
} satisfies Readonly<Record<string, Registry>>;

export const consoleOperations = { ListFunctionOverviews: listResourceOverviews(LambdaFunction) };
