import type { AnyOperation } from '../core/operation';
import * as accessControl from './access-control/operations';
import * as applicationAssignment from './application/assignment-operations';
import * as application from './application/operations';
import * as assignment from './assignment/operations';
import * as instance from './instance/operations';
import * as permissionSet from './permission-set/operations';
import * as permissionSetPolicy from './permission-set/policy-operations';
import * as provisioning from './provisioning/operations';
import * as tag from './tag/operations';
import * as trustedTokenIssuer from './trusted-token-issuer/operations';

/** The operations of IAM Identity Center, by name. */
export const identityCenterOperations = {
  ...instance,
  ...permissionSet,
  ...permissionSetPolicy,
  ...accessControl,
  ...tag,
  ...assignment,
  ...provisioning,
  ...application,
  ...applicationAssignment,
  ...trustedTokenIssuer,
} satisfies Readonly<Record<string, AnyOperation>>;
