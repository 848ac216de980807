// Which page a resource has and how its calls name it, from its ARN alone. Pure: the server and the browser read it alike.

/** The kinds of resources that have pages, as addresses name them, by what their ARNs look like. The first group is the name. */
const ARNS = {
  buckets: /^arn:[\w-]+:s3:::([^/:]+)$/,
  instances: /^arn:[\w-]+:ec2:[\w-]+:\d{12}:instance\/([\w-]+)$/,
  keys: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/([\w-]+)$/,
  queues: /^arn:[\w-]+:sqs:[\w-]+:\d{12}:([\w-]+)$/,
  topics: /^arn:[\w-]+:sns:[\w-]+:\d{12}:([\w-]+)$/,
  // The six characters that AWS draws are no part of the name.
  secrets: /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:([\w/+=.@!-]+)-[A-Za-z0-9]{6}$/,
  functions: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:([\w-]+)$/,
  tables: /^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/([\w.-]+)$/,
} as const satisfies Record<string, RegExp>;

export type ResourceKindId = keyof typeof ARNS;

/** A resource as its ARN tells of it. */
export type ResourceAt = {
  arn: string;
  kind: ResourceKindId;
  name: string;
  /** Absent where ARNs of the kind name none. */
  region?: string;
  accountId?: string;
};

export function isResourceKind(text: string): text is ResourceKindId {
  return Object.hasOwn(ARNS, text);
}

/** What an ARN names; null where that has no page. */
export function resourceAt(arn: string): ResourceAt | null {
  for (const [kind, pattern] of Object.entries(ARNS)) {
    const name = pattern.exec(arn)?.[1];
    if (name === undefined) continue;
    const [, , , region = '', accountId = ''] = arn.split(':');
    return { arn, kind: kind as ResourceKindId, name, ...(region && { region }), ...(accountId && { accountId }) };
  }
  return null;
}

/** The address of a queue as its calls take it, whatever its host. */
export function queueUrl({ accountId, name }: ResourceAt): string {
  return `/${accountId}/${name}`;
}
