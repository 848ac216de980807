import { registryOf } from '../core/module/module';
import { describeIsolation } from '../core/testing/isolation';
import {
  dynamoDbContracts,
  kmsContracts,
  lambdaContracts,
  secretsManagerContracts,
  snsContracts,
  sqsContracts,
} from './test-contracts';

// The calls run in sequence, because two services can have operations with the same name.
await describeIsolation({ contracts: kmsContracts, operations: registryOf('kms'), models: ['Resource'] });
await describeIsolation({ contracts: sqsContracts, operations: registryOf('sqs'), models: ['Resource', 'QueueMessage'] });
await describeIsolation({ contracts: snsContracts, operations: registryOf('sns'), models: ['Resource', 'TopicMessage'] });
await describeIsolation({ contracts: dynamoDbContracts, operations: registryOf('dynamodb'), models: ['Resource', 'TableItem'] });
await describeIsolation({
  contracts: secretsManagerContracts,
  operations: registryOf('secretsmanager'),
  models: ['Resource', 'SecretVersion'],
});
await describeIsolation({ contracts: lambdaContracts, operations: registryOf('lambda'), models: ['Resource'] });
