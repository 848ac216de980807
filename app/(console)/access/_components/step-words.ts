import type { EscalationMove, EscalationRoute } from '@/lib/access/escalation/operations';
import { parseSubject } from '@/lib/access/subject-arn';

/** The last part of an ARN, `*` where any new name will do. */
export function shortName(arn: string): string {
  const name = parseSubject(arn)?.name ?? arn.slice(arn.lastIndexOf('/') + 1);
  return name === '' ? arn : name;
}

/** What a step does, in few words. */
export function stepTitle({ Method, By, On, Service, Value }: Omit<EscalationMove, 'Needs'>): string {
  const name = shortName(On);
  const own = On === By;
  switch (Method) {
    case 'assumeRole':
      return Value === undefined ? `Assume the role ${name}` : `Assume the role ${name} with the tag ${Value}`;
    case 'attachPolicy':
      return own ? 'Attach AdministratorAccess to itself' : `Attach AdministratorAccess to ${name}`;
    case 'putPolicy':
      return own
        ? 'Write itself an inline policy that allows everything'
        : `Write ${name} an inline policy that allows everything`;
    case 'newPolicyVersion':
      return `Make a version of the policy ${name} that allows everything`;
    case 'setPolicyVersion':
      return `Make the version ${Value ?? ''} the default of the policy ${name}`;
    case 'dropPolicy':
      return own
        ? `Take the policy ${Value ?? ''}, which denies something, off itself`
        : `Take the policy ${Value ?? ''}, which denies something, off ${name}`;
    case 'leaveGroup':
      return `Leave the group ${name}, whose policies deny something`;
    case 'registerMfa':
      return own ? 'Register an MFA device of its own' : `Register an MFA device for ${name}`;
    case 'removeMfa':
      return `Remove the MFA devices of ${name}`;
    case 'tagPrincipal':
      return own ? `Give itself the tag ${Value ?? ''}` : `Give ${name} the tag ${Value ?? ''}`;
    case 'addToGroup':
      return `Join the group ${name}`;
    case 'removeBoundary':
      return own ? 'Remove its own permissions boundary' : `Remove the permissions boundary of ${name}`;
    case 'createAccessKey':
      return `Create an access key for ${name}`;
    case 'createLoginProfile':
      return `Give ${name} a console password`;
    case 'updateLoginProfile':
      return `Change the console password of ${name}`;
    case 'updateTrust':
      return `Change whom the role ${name} trusts`;
    case 'replaceProvider':
      return `Make the identity provider ${name} say what it likes`;
    case 'passRole':
      return `Run code with the role ${name}${Service ? ` through ${Service}` : ''}`;
    case 'takeOver':
      return `Run its own code in ${name}${Service ? ` of ${Service}` : ''}, with the role that it has`;
    case 'addPermission':
      return `Let itself invoke the function ${name}`;
    case 'createUser':
      return 'Create a user';
    case 'createRole':
      return 'Create a role';
  }
}

/** What can happen is a danger here, and how surely: no word of it is good news. */
export const DANGER_WORDS: Record<EscalationRoute['Access'], string> = {
  always: 'Always possible',
  sometimes: 'Possible at times',
};
export const DANGER_STATUS = { always: 'error', sometimes: 'warning' } as const;
