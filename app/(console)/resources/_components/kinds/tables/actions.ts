'use server';

import { regionalAction } from '@/lib/console/run-console';
import { DeleteItem, PutItem } from '@/lib/resources/dynamodb/item-operations';

export const putItem = regionalAction(PutItem);
export const deleteItem = regionalAction(DeleteItem);
