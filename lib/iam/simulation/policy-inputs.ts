import { invalidInput } from '../../core/errors';
import { tryPrepare } from '../../core/prepared-policies';
import { malformedPolicyMessage, type OrganizationLevel, type PolicyType, type PreparedPolicy, parsePolicy } from '../../engine';

/** A document that a call brings along, named as AWS names it in results: `PolicyInputList.1`. @throws AwsError InvalidInput */
export function prepareInput(list: string, index: number, type: PolicyType, document: string): PreparedPolicy {
  const name = `${list}.${index + 1}`;
  const result = tryPrepare({ id: name, type, name, origin: { kind: 'direct' } }, document);
  if (!result.ok) throw invalidInput(`${name}: ${malformedPolicyMessage(result.issues, type)}`);
  return result.prepared;
}

export function prepareInputs(list: string, type: PolicyType, documents: readonly string[] | undefined): PreparedPolicy[] {
  return (documents ?? []).map((document, index) => prepareInput(list, index, type, document));
}

/** AWS: an entity has one boundary, so a simulation takes one. @throws AwsError InvalidInput */
export function prepareBoundaryInput(documents: readonly string[] | undefined): PreparedPolicy | undefined {
  if (documents !== undefined && documents.length > 1)
    throw invalidInput('Only one permissions boundary policy can be simulated.');
  return prepareInputs('PermissionsBoundaryPolicyInputList', 'boundary', documents)[0];
}

/** A role's trust policy names no resource, which is how it differs from other resource policies. @throws AwsError InvalidInput */
export function prepareResourcePolicy(document: string | undefined): PreparedPolicy | undefined {
  if (document === undefined) return undefined;
  const type = parsePolicy(document, 'trust').ok ? 'trust' : 'resource';
  const ref = { id: 'ResourcePolicy', type, name: 'ResourcePolicy', origin: { kind: 'direct' } } as const;
  const result = tryPrepare(ref, document);
  if (!result.ok) throw invalidInput(`ResourcePolicy: ${malformedPolicyMessage(result.issues, type)}`);
  return result.prepared;
}

type LevelInput = { ServiceControlPolicyInputList?: readonly string[] | undefined };

/** The levels of an organization from its root down to the account, as the call orders them. @throws AwsError InvalidInput */
export function prepareLevels(levels: readonly LevelInput[] | undefined): OrganizationLevel<PreparedPolicy>[] | undefined {
  return levels?.map(({ ServiceControlPolicyInputList }, index) => {
    const id = `OrderedOrganizationPolicyInputList.${index + 1}`;
    const kind = index === levels.length - 1 ? 'account' : index === 0 ? 'root' : 'organizationalUnit';
    return {
      id,
      name: id,
      kind,
      policies: prepareInputs(`${id}.ServiceControlPolicyInputList`, 'scp', ServiceControlPolicyInputList),
    };
  });
}
