import type { PreparedPolicy } from '@gatehouse/policy/evaluate';
import { documentOf } from '../../core/authorization/prepared-policies';
import { OWN_PASSWORD_POLICY_ID } from '../../core/authorization/principal-policies';
import type { Boundary, CustomerPolicy, Definition } from '../../identity-center/permission-set/rows';

/** The policies of a permission set. ARNs are stored ones. */
export type SetPolicies = Omit<Definition, 'description'>;

/**
 * Tests whether a policy stands for a setting of the account that is about passwords of IAM users. People change theirs in the access
 * portal.
 */
export function isOwnPasswordPolicy({ ref }: PreparedPolicy): boolean {
  return ref.id === OWN_PASSWORD_POLICY_ID;
}

/** Returns the policies of a permission set that allows what a user's own and groups' policies allow together. */
export function setPoliciesOf(identity: readonly PreparedPolicy[], boundary: PreparedPolicy | undefined): SetPolicies {
  const arns = [...new Set(identity.flatMap(({ ref }) => ref.arn ?? []))].sort();
  const inline = identity.filter((policy) => policy.ref.arn === undefined && !isOwnPasswordPolicy(policy));
  return {
    managedPolicies: arns.filter(isOfAws),
    customerPolicies: arns.filter((arn) => !isOfAws(arn)).map(referenceOf),
    inlinePolicy: joined(inline.map(documentOf)),
    boundary: boundary?.ref.arn === undefined ? null : boundaryOf(boundary.ref.arn),
  };
}

/** Returns a text that is equal for permission sets with the same policies, however their inline policies are written. */
export function contentOf({ managedPolicies, customerPolicies, inlinePolicy, boundary }: SetPolicies): string {
  const names = customerPolicies.map(({ Name, Path }) => `${Path}${Name.toLowerCase()}`);
  const limit =
    boundary && 'CustomerManagedPolicyReference' in boundary
      ? { ...boundary.CustomerManagedPolicyReference, Name: boundary.CustomerManagedPolicyReference.Name.toLowerCase() }
      : boundary;
  return JSON.stringify([[...managedPolicies].sort(), names.sort(), inlinePolicy && joined([inlinePolicy]), limit]);
}

const isOfAws = (arn: string) => arn.split(':')[4] === 'aws';

function referenceOf(arn: string): CustomerPolicy {
  const path = arn.slice(arn.indexOf(':policy/') + ':policy'.length);
  const at = path.lastIndexOf('/') + 1;
  return { Name: path.slice(at), Path: path.slice(0, at) };
}

const boundaryOf = (arn: string): Boundary =>
  isOfAws(arn) ? { ManagedPolicyArn: arn } : { CustomerManagedPolicyReference: referenceOf(arn) };

type Statement = Record<string, unknown>;
type Document = { Version?: string; Statement: Statement | Statement[] };
/** The version with policy variables. Documents without one are of an earlier version. */
const VERSION = '2012-10-17';

/**
 * Joins inline policies to one with the same statements. Equal statements are there once, and statement ids only where they stay unique.
 * @returns null without statements
 */
export function joined(documents: readonly string[]): string | null {
  const statements = new Map<string, Statement>();
  const ids = new Map<unknown, number>();
  for (const text of documents) {
    const document = JSON.parse(text) as Document;
    for (const statement of [document.Statement].flat()) {
      const { Sid, ...rest } = document.Version === VERSION ? statement : withoutVariables(statement);
      const content = JSON.stringify(rest);
      if (statements.has(content)) continue;
      statements.set(content, { ...(Sid !== undefined && { Sid }), ...rest });
      ids.set(Sid, (ids.get(Sid) ?? 0) + 1);
    }
  }
  if (statements.size === 0) return null;
  const sorted = [...statements].sort(([one], [other]) => (one < other ? -1 : 1));
  const Statement = sorted.map(([, { Sid, ...rest }]) => (ids.get(Sid) === 1 && Sid !== undefined ? { Sid, ...rest } : rest));
  return JSON.stringify({ Version: VERSION, Statement });
}

/** Writes a statement of the earlier version for the later one: `${` begins no variable there, so it is written as `${$}{`. */
function withoutVariables(statement: Statement): Statement {
  return JSON.parse(JSON.stringify(statement).replaceAll('${', '${$}{')) as Statement;
}
