import { SHOWN_KINDS, type ShownKindId } from '../resources/kind-arns';

// Returns a resource's kind and name from its ARN alone. Pure: used on the server and in the browser.

/** The parts of a resource's ARN. */
export type ResourceAt = {
  arn: string;
  kind: ShownKindId;
  name: string;
  /** Absent for kinds whose ARNs contain no Region and account. */
  region?: string;
  accountId?: string;
};

/** Returns the resource of an ARN; null if it has no page. */
export function resourceAt(arn: string): ResourceAt | null {
  for (const { id: kind, arn: pattern } of SHOWN_KINDS) {
    const name = pattern.exec(arn)?.[1];
    if (name === undefined) continue;
    const [, , , region = '', accountId = ''] = arn.split(':');
    return { arn, kind, name, ...(region && { region }), ...(accountId && { accountId }) };
  }
  return null;
}

/** Returns the address of a queue as its calls accept it, with any host. */
export function queueUrl({ accountId, name }: ResourceAt): string {
  return `/${accountId}/${name}`;
}
