import { describeIsolation } from '../core/testing/isolation';
import { dynamoDbOperations, kmsOperations, lambdaOperations, secretsManagerOperations, snsOperations, sqsOperations } from '.';
import {
  dynamoDbContracts,
  kmsContracts,
  lambdaContracts,
  secretsManagerContracts,
  snsContracts,
  sqsContracts,
} from './test-contracts';

// One after the other, as two services may have operations of the same name.
await describeIsolation({ contracts: kmsContracts, operations: kmsOperations, models: ['Resource'] });
await describeIsolation({ contracts: sqsContracts, operations: sqsOperations, models: ['Resource', 'QueueMessage'] });
await describeIsolation({ contracts: snsContracts, operations: snsOperations, models: ['Resource', 'TopicMessage'] });
await describeIsolation({ contracts: dynamoDbContracts, operations: dynamoDbOperations, models: ['Resource', 'TableItem'] });
await describeIsolation({
  contracts: secretsManagerContracts,
  operations: secretsManagerOperations,
  models: ['Resource', 'SecretVersion'],
});
await describeIsolation({ contracts: lambdaContracts, operations: lambdaOperations, models: ['Resource'] });
