import type { AnyOperation } from '../core/operation';
import * as report from './report/operations';
import * as summary from './summary/operations';
import * as taggedResource from './tagged-resource/operations';
import * as tags from './tagged-resource/tag-operations';

/** The operations of the Resource Groups Tagging API, by name. */
export const taggingOperations = { ...taggedResource, ...tags, ...summary, ...report } satisfies Readonly<
  Record<string, AnyOperation>
>;
