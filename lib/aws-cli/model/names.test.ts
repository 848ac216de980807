import { expect, test } from 'vitest';
import { commandName } from './names';

test.each([
  ['CreateOpenIDConnectProvider', 'create-open-id-connect-provider'],
  ['SAMLMetadataDocument', 'saml-metadata-document'],
  ['ClientIDList', 'client-id-list'],
  ['AWSServiceName', 'aws-service-name'],
  ['AccountIDs', 'account-ids'],
  ['ExecutePartiQLBatch', 'execute-partiql-batch'],
  ['MaxSessionDuration', 'max-session-duration'],
])('%s is %s for the AWS CLI', (name, option) => {
  expect(commandName(name)).toBe(option);
});
