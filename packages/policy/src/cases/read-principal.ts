import { isAccountId, parseArn } from '../arn/parse-arn';
import type { Principal } from '../evaluate/types';
import { CaseError, isObject, type JsonObject, onlyKnown, readBoolean, readString, stringOr } from './read-json';

/**
 * Reads the principal of a case: an object, a request ARN, an account id (its root user), the name of a service, or `anonymous`. Members that
 * follow from the ARN can be left out.
 */
export function readPrincipal(value: unknown): Principal {
  if (typeof value === 'string') return fromText(value);
  if (!isObject(value)) throw new CaseError('"principal" must be an object or a string.');
  const type = readString(value, 'type');
  const members = MEMBERS.get(type);
  if (members !== undefined) onlyKnown(value, new Set(['type', ...members]), `a principal of type ${type}`);
  switch (type) {
    case 'Anonymous':
      return { type };
    case 'WebIdentity':
    case 'Saml':
      return { type, provider: readString(value, 'provider') };
    case 'Service':
      return {
        type,
        serviceName: readString(value, 'serviceName'),
        serviceLinkedRole: readBoolean(value, 'serviceLinkedRole', false),
      };
    case 'Root':
    case 'AssumedRoot':
    case 'User':
    case 'AssumedRole':
    case 'FederatedUser':
      return withAccount(type, value);
    default:
      throw new CaseError(`"${type}" is not a type of principal.`);
  }
}

/** The members of each type of principal, beside its type. */
const MEMBERS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Service', ['serviceName', 'serviceLinkedRole']],
  ['WebIdentity', ['provider']],
  ['Saml', ['provider']],
  ['Anonymous', []],
  ['Root', ['accountId', 'arn']],
  ['AssumedRoot', ['accountId', 'arn', 'taskPolicyArn']],
  ['User', ['accountId', 'arn', 'userId', 'userName']],
  ['FederatedUser', ['accountId', 'arn', 'name', 'sourceArn', 'sourceUserId']],
  ['AssumedRole', ['accountId', 'arn', 'roleArn', 'roleId', 'sessionName', 'serviceLinked']],
]);

function fromText(text: string): Principal {
  if (text === 'anonymous') return { type: 'Anonymous' };
  if (isAccountId(text)) return { type: 'Root', accountId: text, arn: `arn:aws:iam::${text}:root` };
  if (/\.amazonaws\.com(\.cn)?$/.test(text)) return { type: 'Service', serviceName: text, serviceLinkedRole: false };
  const arn = parseArn(text);
  const kind = arn === null ? '' : `${arn.service}:${arn.resource.split('/')[0]}`;
  switch (kind) {
    case 'iam:root':
      return withAccount('Root', { arn: text });
    case 'iam:user':
      return withAccount('User', { arn: text });
    case 'sts:assumed-role':
      return withAccount('AssumedRole', { arn: text });
    case 'sts:federated-user':
      return withAccount('FederatedUser', { arn: text });
    case 'iam:role':
      throw new CaseError('A role never calls, its sessions do: use arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION.');
    default:
      throw new CaseError(`"${text}" is not a principal.`);
  }
}

type WithAccount = 'Root' | 'AssumedRoot' | 'User' | 'AssumedRole' | 'FederatedUser';

function withAccount(type: WithAccount, value: JsonObject): Principal {
  const arn =
    type === 'Root' && value.arn === undefined ? `arn:aws:iam::${readString(value, 'accountId')}:root` : readString(value, 'arn');
  const parts = parseArn(arn);
  if (parts === null) throw new CaseError(`"${arn}" is not an ARN.`);
  const accountId = stringOr(value, 'accountId', parts.accountId);
  if (!isAccountId(accountId)) throw new CaseError(`"${accountId}" is not an account id.`);
  const names = parts.resource.split('/');
  const [, role = ''] = names;
  const last = parts.resource.slice(parts.resource.lastIndexOf('/') + 1);
  switch (type) {
    case 'Root':
      return { type, accountId, arn };
    case 'AssumedRoot':
      return { type, accountId, arn, taskPolicyArn: stringOr(value, 'taskPolicyArn', '') };
    case 'User':
      return {
        type,
        accountId,
        arn,
        userId: stringOr(value, 'userId', uniqueId('AIDA', last)),
        userName: stringOr(value, 'userName', last),
      };
    case 'FederatedUser': {
      const source = stringOr(value, 'sourceArn', `arn:${parts.partition}:iam::${accountId}:user/${last}`);
      const sourceUserId = value.sourceUserId === undefined ? {} : { sourceUserId: readString(value, 'sourceUserId') };
      return { type, accountId, arn, name: stringOr(value, 'name', last), sourceArn: source, ...sourceUserId };
    }
    case 'AssumedRole':
      return {
        type,
        accountId,
        arn,
        roleArn: stringOr(value, 'roleArn', `arn:${parts.partition}:iam::${accountId}:role/${role}`),
        roleId: stringOr(value, 'roleId', uniqueId('AROA', role)),
        sessionName: stringOr(value, 'sessionName', last),
        serviceLinked: readBoolean(value, 'serviceLinked', false),
      };
  }
}

/** Makes an id in AWS's format from a name, for cases where any id will do. */
function uniqueId(prefix: string, name: string): string {
  return `${prefix}${name.toUpperCase().replace(/[^A-Z0-9]/g, '')}EXAMPLE`;
}
