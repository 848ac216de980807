import type { OrganizationLevel, PolicyType, PreparedPolicy } from '@gatehouse/policy/evaluate';
import { malformedPolicyMessage, parsePolicy } from '@gatehouse/policy/parse';
import { tryPrepare } from '../../core/authorization/prepared-policies';
import { invalidInput } from '../../core/errors';
import { giveWay } from '../../core/work/bulk';

/**
 * Parses a given document and names it as AWS does in results: `PolicyInputList.1`.
 * @throws AwsError InvalidInput
 */
export function prepareInput(list: string, index: number, type: PolicyType, document: string): PreparedPolicy {
  const name = `${list}.${index + 1}`;
  const result = tryPrepare({ id: name, type, name, origin: { kind: 'direct' } }, document);
  if (!result.ok) throw invalidInput(`${name}: ${malformedPolicyMessage(result.issues, type)}`);
  return result.prepared;
}

/**
 * Parses given documents, yielding in between because each may be long.
 * @throws AwsError InvalidInput
 */
export async function prepareInputs(
  list: string,
  type: PolicyType,
  documents: readonly string[] | undefined,
): Promise<PreparedPolicy[]> {
  const prepared: PreparedPolicy[] = [];
  for (const [index, document] of (documents ?? []).entries()) {
    await giveWay();
    prepared.push(prepareInput(list, index, type, document));
  }
  return prepared;
}

/**
 * Parses the boundary. As in AWS, there can be only one.
 * @throws AwsError InvalidInput
 */
export async function prepareBoundaryInput(documents: readonly string[] | undefined): Promise<PreparedPolicy | undefined> {
  if (documents !== undefined && documents.length > 1)
    throw invalidInput('Only one permissions boundary policy can be simulated.');
  return (await prepareInputs('PermissionsBoundaryPolicyInputList', 'boundary', documents))[0];
}

/**
 * Parses the resource policy. A trust policy is recognized by having no resource.
 * @throws AwsError InvalidInput
 */
export function prepareResourcePolicy(document: string | undefined): PreparedPolicy | undefined {
  if (document === undefined) return undefined;
  const type = parsePolicy(document, 'trust').ok ? 'trust' : 'resource';
  const ref = { id: 'ResourcePolicy', type, name: 'ResourcePolicy', origin: { kind: 'direct' } } as const;
  const result = tryPrepare(ref, document);
  if (!result.ok) throw invalidInput(`ResourcePolicy: ${malformedPolicyMessage(result.issues, type)}`);
  return result.prepared;
}

type LevelInput = { ServiceControlPolicyInputList?: readonly string[] | undefined };

/**
 * Returns the levels of an organization from the root down to the account, in the call's order.
 * @throws AwsError InvalidInput
 */
export async function prepareLevels(
  levels: readonly LevelInput[] | undefined,
): Promise<OrganizationLevel<PreparedPolicy>[] | undefined> {
  if (!levels) return undefined;
  const prepared: OrganizationLevel<PreparedPolicy>[] = [];
  for (const [index, { ServiceControlPolicyInputList }] of levels.entries()) {
    const id = `OrderedOrganizationPolicyInputList.${index + 1}`;
    const kind = index === levels.length - 1 ? 'account' : index === 0 ? 'root' : 'organizationalUnit';
    const policies = await prepareInputs(`${id}.ServiceControlPolicyInputList`, 'scp', ServiceControlPolicyInputList);
    prepared.push({ id, name: id, kind, policies });
  }
  return prepared;
}
