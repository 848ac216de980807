import { describeIsolation } from '../core/testing/isolation';
import { dynamoDbOperations, kmsOperations, snsOperations, sqsOperations } from '.';
import { dynamoDbContracts, kmsContracts, snsContracts, sqsContracts } from './test-contracts';

// One after the other, as two services may have operations of the same name.
await describeIsolation({ contracts: kmsContracts, operations: kmsOperations, models: ['Resource'] });
await describeIsolation({ contracts: sqsContracts, operations: sqsOperations, models: ['Resource', 'QueueMessage'] });
await describeIsolation({ contracts: snsContracts, operations: snsOperations, models: ['Resource', 'TopicMessage'] });
await describeIsolation({ contracts: dynamoDbContracts, operations: dynamoDbOperations, models: ['Resource', 'TableItem'] });
