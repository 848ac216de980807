// Returns a resource's kind and name from its ARN alone. Pure: used on the server and in the browser.

/**
 * The ARN patterns of the kinds of resources that have pages, by the kind's name in addresses. The first group is the resource's
 * name.
 */
const ARNS = {
  buckets: /^arn:[\w-]+:s3:::([^/:]+)$/,
  instances: /^arn:[\w-]+:ec2:[\w-]+:\d{12}:instance\/([\w-]+)$/,
  keys: /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/([\w-]+)$/,
  queues: /^arn:[\w-]+:sqs:[\w-]+:\d{12}:([\w-]+)$/,
  topics: /^arn:[\w-]+:sns:[\w-]+:\d{12}:([\w-]+)$/,
  // AWS appends six random characters, which are not part of the name.
  secrets: /^arn:[\w-]+:secretsmanager:[\w-]+:\d{12}:secret:([\w/+=.@!-]+)-[A-Za-z0-9]{6}$/,
  functions: /^arn:[\w-]+:lambda:[\w-]+:\d{12}:function:([\w-]+)$/,
  tables: /^arn:[\w-]+:dynamodb:[\w-]+:\d{12}:table\/([\w.-]+)$/,
} as const satisfies Record<string, RegExp>;

export type ResourceKindId = keyof typeof ARNS;

/** The parts of a resource's ARN. */
export type ResourceAt = {
  arn: string;
  kind: ResourceKindId;
  name: string;
  /** Absent for kinds whose ARNs contain no Region and account. */
  region?: string;
  accountId?: string;
};

export function isResourceKind(text: string): text is ResourceKindId {
  return Object.hasOwn(ARNS, text);
}

/** Returns the resource of an ARN; null if it has no page. */
export function resourceAt(arn: string): ResourceAt | null {
  for (const [kind, pattern] of Object.entries(ARNS)) {
    const name = pattern.exec(arn)?.[1];
    if (name === undefined) continue;
    const [, , , region = '', accountId = ''] = arn.split(':');
    return { arn, kind: kind as ResourceKindId, name, ...(region && { region }), ...(accountId && { accountId }) };
  }
  return null;
}

/** Returns the address of a queue as its calls accept it, with any host. */
export function queueUrl({ accountId, name }: ResourceAt): string {
  return `/${accountId}/${name}`;
}
