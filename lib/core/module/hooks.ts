import type { DeclarativePolicyType } from '@gatehouse/policy/organization';
import type { Transaction } from '../../db/client';
import type { ServiceCall } from '../authorization/service-caller';
import type { PoliciesInForce } from '../declarative-policy';
import type { Scope } from '../operation';

/** A message that an AWS service publishes on a topic. */
export type ServiceNotification = Omit<ServiceCall, 'region'> & { topicArn: string; message: string };

/** A file that an AWS service puts into a bucket for the caller's account. */
export type ServiceDelivery = Pick<ServiceCall, 'service' | 'sourceArn'> & {
  bucket: string;
  key: string;
  body: Uint8Array;
  contentType: string;
};

/** An account's entry into an organization, or its departure. */
export type MembershipChange = {
  accountId: string;
  organization: { id: string; managementAccountId: string };
  change: 'JOINED' | 'DEPARTED';
};

/**
 * A person of an identity store who got a password or was deleted.
 * @property keepsSignIn the id of the sign-in that made the change and goes on
 */
export type PersonChange = {
  storeId: string;
  userId: string;
  change: 'PASSWORD' | 'DELETED' | 'SIGN_INS_ENDED';
  keepsSignIn?: string | undefined;
};

/** The circumstances of a change of membership. A restore of a snapshot has no more of them. */
export type MembershipScope = Pick<Scope, 'db' | 'now'> & { call: Pick<Scope['call'], 'partition'> };

/**
 * The part of a module in the life of accounts that other modules create and reset. So no module reads the tables of one that
 * builds on it. Each hook runs in the transaction of its cause.
 */
export type Hooks = {
  /** Follows the creation of a member account by its organization. */
  onAccountCreated?: (db: Transaction, account: { id: string; managementAccountId: string }) => Promise<unknown>;
  /** Follows an account's entry into an organization, or its departure. The management account departs when its organization is deleted. */
  onMembershipChanged?: (scope: MembershipScope, change: MembershipChange) => Promise<unknown>;
  /** Follows a new password of a person of an identity store, or the person's deletion. */
  onPersonChanged?: (db: Transaction, change: PersonChange) => Promise<unknown>;
  /**
   * Returns the message for a caller who may not restore an account or escape its policies; null: the module allows it.
   * @param accountIds the account, and the management account of its organization
   */
  refusesReset?: (db: Transaction, accountIds: readonly string[]) => Promise<string | null>;
  /** Returns whether the module closes the sign-up of new accounts. */
  closesSignUp?: (db: Transaction) => Promise<boolean>;
  /** Returns whether the sessions of an account outlive a move of its clock. */
  keepsSessions?: (db: Transaction, accountId: string) => Promise<boolean>;
  /** Delivers a message of an AWS service, if the owner of its topic lets the service publish. */
  onNotification?: (db: Transaction, notification: ServiceNotification) => Promise<unknown>;
  /** Stores a file of an AWS service in a bucket. Returns false if the bucket does not exist or refuses it. */
  onDelivery?: (scope: Scope, delivery: ServiceDelivery) => Promise<boolean>;
  /** Reads the policies of a type of an organization that has enabled it. */
  readPoliciesInForce?: (db: Transaction, organizationId: string, type: DeclarativePolicyType) => Promise<PoliciesInForce>;
};
