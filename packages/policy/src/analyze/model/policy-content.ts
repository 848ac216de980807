import type { CompiledStatement } from '../../evaluate/compile-policy';
import type { PreparedPolicy } from '../../evaluate/record';
import type { Policy, Statement } from '../../policy/types';

const statements = new WeakMap<Statement, string>();
const policies = new WeakMap<Policy, string>();

/** Returns a statement's content without its Sid and position. Equal texts have equal effect under the same version. */
export function statementContent({ source }: CompiledStatement): string {
  const known = statements.get(source);
  if (known !== undefined) return known;
  const { effect, principal, action, resource, conditions } = source;
  const content = JSON.stringify([
    effect,
    principal && [principal.negated, principal.entries.map(({ key, value }) => [key, value])],
    action.negated,
    action.entries.map(({ value }) => value),
    resource && [resource.negated, resource.entries.map(({ value }) => value)],
    conditions.map(({ operator, key, values }) => [operator, key, values.map(({ value }) => value)]),
  ]);
  statements.set(source, content);
  return content;
}

/** Returns a policy's content with its version, because documents without 2012-10-17 have no policy variables. */
export function policyContent({ policy, compiled }: PreparedPolicy): string {
  const known = policies.get(policy);
  if (known !== undefined) return known;
  const content = `${policy.version}\n${compiled.statements.map(statementContent).join('\n')}`;
  policies.set(policy, content);
  return content;
}

export function haveSameContent(a: PreparedPolicy | undefined, b: PreparedPolicy | undefined): boolean {
  if (a === b || a === undefined || b === undefined) return a === b;
  return a.compiled === b.compiled || policyContent(a) === policyContent(b);
}
