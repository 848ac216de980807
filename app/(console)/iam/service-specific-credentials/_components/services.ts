/** A service with service-specific credentials, and the texts about them. */
export type CredentialService = {
  /** AWS's name of the service. */
  name: string;
  /** The title of its panel. */
  title: string;
  description: string;
  /** The noun for a credential in the middle of a sentence. */
  what: string;
  /** The kind of credential: a user name with a password, or a key that can expire. */
  kind: 'password' | 'key';
};

/** The services in the order of the AWS console. */
export const CREDENTIAL_SERVICES: readonly CredentialService[] = [
  {
    name: 'bedrock.amazonaws.com',
    title: 'API keys for Amazon Bedrock',
    description: 'For calls to Amazon Bedrock with a key instead of a signature.',
    what: 'API key',
    kind: 'key',
  },
  {
    name: 'logs.amazonaws.com',
    title: 'API keys for Amazon CloudWatch Logs',
    description: 'For sending logs to CloudWatch with a key instead of a signature.',
    what: 'API key',
    kind: 'key',
  },
  {
    name: 'codecommit.amazonaws.com',
    title: 'HTTPS Git credentials for AWS CodeCommit',
    description: 'A user name and password for Git connections to CodeCommit over HTTPS.',
    what: 'Git credential',
    kind: 'password',
  },
  {
    name: 'cassandra.amazonaws.com',
    title: 'Credentials for Amazon Keyspaces (for Apache Cassandra)',
    description: 'A user name and password for programs that connect to Amazon Keyspaces with the Cassandra protocol.',
    what: 'credential',
    kind: 'password',
  },
];
