import type { ConsumedCapacity } from '@aws-sdk/client-dynamodb';
import type { TableResource } from './resource';

// The capacity that calls would have used, for callers that request it. Nothing is metered. Source: DynamoDB Developer Guide,
// "Read and write operations".

type Asked = { ReturnConsumedCapacity?: string | undefined };
const READ_UNIT = 4096;
const WRITE_UNIT = 1024;

export function capacityOfWrite(asked: Asked, table: TableResource, bytes: number): ConsumedCapacity | undefined {
  return capacity(asked, table, unitsOf(bytes, WRITE_UNIT));
}

/** AWS: an eventually consistent read takes half. */
export function capacityOfRead(
  asked: Asked & { ConsistentRead?: boolean | undefined },
  table: TableResource,
  bytes: number,
): ConsumedCapacity | undefined {
  return capacity(asked, table, unitsOf(bytes, READ_UNIT) * (asked.ConsistentRead ? 1 : 0.5));
}

const unitsOf = (bytes: number, unit: number) => Math.max(1, Math.ceil(bytes / unit));

function capacity({ ReturnConsumedCapacity: asked }: Asked, { name }: TableResource, CapacityUnits: number) {
  return asked === undefined || asked === 'NONE' ? undefined : { TableName: name, CapacityUnits };
}
