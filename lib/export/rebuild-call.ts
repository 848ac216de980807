/** A service, as the AWS CLI calls it. */
export type RebuildService =
  | 'iam'
  | 'organizations'
  | 's3api'
  | 's3control'
  | 'kms'
  | 'sqs'
  | 'sns'
  | 'secretsmanager'
  | 'lambda'
  | 'dynamodb'
  | 'ec2';

/** One call of those that make an account what a state says. `input` as the operation takes it. */
export type RebuildCall = {
  service: RebuildService;
  operation: string;
  /** Absent: its service is in no Region. */
  region?: string;
  input: Readonly<Record<string, unknown>>;
  /** What it makes or changes: `user ana`, `policy Limit`. The first call about something makes it. */
  about: string;
  /** What a reader should know of it: what could not be carried over. */
  note?: string;
  /** What the state calls by an id that AWS draws, and where the answer has the new one: `KeyMetadata.KeyId`. */
  learns?: { id: string; from: string };
  /** Where the answer says how far it is: it is asked again until that is no longer `IN_PROGRESS`, and has failed unless it is `SUCCEEDED` then. */
  waits?: { state: string; reason: string };
  /** In which member of an organization it is made. Absent: in the account of whoever makes the calls. */
  account?: string;
};

/** Calls under a heading, in the order in which they have to be made. */
export type RebuildPart = { title: string; calls: readonly RebuildCall[] };
