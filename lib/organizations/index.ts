import type { AnyOperation } from '../core/operation';
import * as account from './account/operations';
import * as attachment from './attachment/operations';
import * as delegatedAdministrator from './delegated-administrator/operations';
import * as effectivePolicy from './effective-policy/operations';
import * as answer from './handshake/answer-operations';
import * as handshake from './handshake/operations';
import * as transferInvitation from './handshake/transfer-operations';
import * as organization from './organization/operations';
import * as policy from './policy/operations';
import * as policyType from './policy-type/operations';
import * as resourcePolicy from './resource-policy/operations';
import * as responsibilityTransfer from './responsibility-transfer/operations';
import * as serviceAccess from './service-access/operations';
import * as tag from './tag/operations';
import * as unit from './unit/operations';

/** All implemented operations of AWS Organizations by name. */
export const organizationsOperations = {
  ...organization,
  ...account,
  ...unit,
  ...policy,
  ...policyType,
  ...attachment,
  ...effectivePolicy,
  ...tag,
  ...answer,
  ...handshake,
  ...transferInvitation,
  ...serviceAccess,
  ...delegatedAdministrator,
  ...resourcePolicy,
  ...responsibilityTransfer,
} satisfies Readonly<Record<string, AnyOperation>>;
