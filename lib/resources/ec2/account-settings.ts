import type { EffectiveObject } from '@gatehouse/policy/organization';
import { policyInForce } from '../../core/declarative-policies/in-force';
import type { PolicyRefusal, SettingOrigin } from '../../core/declarative-policy';
import { defineKind } from '../../core/module/kind';
import type { Scope } from '../../core/operation';
import { createResource, findResourceByName, listInAllRegions, updateResource } from '../rows';
import { ec2Arn } from './arns';
import { ec2Error } from './errors';
import { placeOf } from './instances';
import { attributeOf, attributesOf, INITIAL, toSettings } from './managed-settings';
import type { AccountSettings, SettingName } from './settings';

/** The settings are stored as a resource, so that they are copied and deleted with the account. AWS gives them no ARN. */
const Stored = defineKind<Partial<AccountSettings>>({
  service: 'ec2',
  type: 'account-settings',
  arn: (place, name) => ec2Arn(place, 'account-settings', name),
});
const NAME = 'settings';
const POLICY_TYPE = 'DECLARATIVE_POLICY_EC2';

/** Source: Organizations User Guide, "EC2 policy syntax". */
const DEFAULT_MESSAGE = 'This action is denied due to an organizational policy in effect';

/** The settings that apply in an account and Region, and what a declarative policy has to do with them. */
export type SettingsInForce = {
  settings: AccountSettings;
  isManaged: (name: SettingName) => boolean;
  /** The policy's own message for refused calls, if it has one. */
  customMessage: string | undefined;
  /** Returns the refusal by the policy that sets an attribute, or the part of the attribute at a path. Null if no policy sets it. */
  refusalOf: (name: SettingName, ...part: string[]) => PolicyRefusal | null;
};

type Situation = Pick<Scope, 'db' | 'account' | 'accountId' | 'partition' | 'call'>;

/** Reads the settings that apply: a declarative policy's where it sets the attribute, and otherwise the account's. */
export async function settingsInForce(scope: Situation): Promise<SettingsInForce> {
  const own = { ...INITIAL, ...(await findStored(scope))?.settings };
  const policy = await policyInForce(scope.db, scope.account, POLICY_TYPE);
  if (!policy) return { settings: own, isManaged: () => false, customMessage: undefined, refusalOf: () => null };
  const attributes = attributesOf(policy.document);
  const managed = toSettings(attributes);
  return {
    settings: { ...own, ...managed },
    isManaged: (name) => managed[name] !== undefined,
    customMessage: customMessageOf(attributes),
    refusalOf: (name, ...part) => {
      if (managed[name] === undefined) return null;
      const attribute = attributeOf(name);
      const origin = firstOrigin(policy.originOf, ['ec2_attributes', attribute, ...part], attributes[attribute]);
      return { accountId: scope.accountId, policyType: POLICY_TYPE, origin };
    },
  };
}

function customMessageOf({ exception_message: message }: EffectiveObject): string | undefined {
  return typeof message === 'string' && message !== '' ? message : undefined;
}

/** Returns the origin of a setting, or that of the first setting within an attribute. */
function firstOrigin(
  originOf: (path: readonly string[]) => SettingOrigin | null,
  path: readonly string[],
  attribute: EffectiveObject[string] | undefined,
): SettingOrigin | null {
  const own = originOf(path);
  if (own || typeof attribute !== 'object' || attribute === null) return own;
  for (const member of Object.keys(attribute)) {
    const origin = originOf([...path, member]);
    if (origin) return origin;
  }
  return null;
}

/** The refusal code is not confirmed. */
const REFUSED = 'OperationNotPermitted';

/** @throws AwsError if a declarative policy sets the attribute, with the policy's message or AWS's */
export async function requireUnmanaged(scope: Situation, name: SettingName): Promise<AccountSettings> {
  const { settings, isManaged, customMessage, refusalOf } = await settingsInForce(scope);
  if (isManaged(name)) throw ec2Error(REFUSED, customMessage ?? DEFAULT_MESSAGE, undefined, refusalOf(name));
  return settings;
}

/** Changes settings of the caller's account in the Region of the call. */
export async function changeSettings(scope: Situation & Pick<Scope, 'now'>, settings: Partial<AccountSettings>): Promise<void> {
  const { db, now } = scope;
  const present = await findStored(scope);
  if (present) await updateResource(db, present, { settings });
  else await createResource(db, Stored, placeOf(scope), { name: NAME, settings, createdAt: now });
}

function findStored(scope: Situation) {
  return findResourceByName(scope.db, Stored, placeOf(scope), NAME);
}

/** Returns the settings that the account has set itself, by Region, whatever a declarative policy sets. */
export async function ownSettings({ db, accountId }: Situation): Promise<OwnSettings[]> {
  const stored = await listInAllRegions(db, Stored, accountId);
  return stored.map(({ region, settings }) => ({ Region: region, Settings: settings }));
}

/** The settings that an account has set itself in a Region. */
export type OwnSettings = { Region: string; Settings: Partial<AccountSettings> };
