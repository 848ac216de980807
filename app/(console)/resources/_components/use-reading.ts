import { type Read, useRead } from '@/components/console/kit/use-read';
import type { ResourceAt } from '@/lib/console/resource-arn';
import type { Reading } from './kinds/kind';

/** Reads something about a resource. If it does not exist, the result is the reading's `none`, not an error. */
export function useReading<Value>({ query, of, none }: Reading<Value>, at: ResourceAt): Read<Value> {
  const read = useRead(query(at));
  if (none !== undefined && read.error?.code === none.code) return { ...read, data: none.value, error: undefined };
  return { ...read, data: read.data === undefined ? undefined : of(read.data) };
}
