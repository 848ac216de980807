import type { Clock } from './clock';
import type { ExaminedAccount, ExaminedOrganization } from './facts';
import type { FixChange } from './fix-steps';
import type { Trial } from './fix-trial';
import type { Parameters } from './parameters';
import type { Place } from './places';
import type { Subject } from './subject';

/** The severities, worst first. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A fact that supports a finding. Ages are given as start times, so evidence changes only when its subject does. */
export type Evidence = { label: string; text?: string; time?: Date; place?: Place };

export type Fix = {
  /** The label of the button or link, such as "Delete the key". */
  text: string;
  /** The page where the fix starts. Opening it changes nothing. */
  place: Place;
  /** The action that the caller needs permission for. */
  needs: string;
  /** Explains why no API call can fix this. Absent if `change` has the calls. */
  byHand?: string;
};

/**
 * A fix as its check defines it: either the calls that fix the subject, or the reason there are none. The calls are computed when
 * a reader opens the fix and are tried on a copy first. `change` returns null if this subject has no fix after all.
 */
export type FixOfFailing = Fix &
  ({ byHand: string } | { change: (trial: Trial) => FixChange | null | Promise<FixChange | null> });

/** A subject that fails a check. */
export type Failing = {
  subject: Subject;
  /** The check's title, said of this subject: "ana has no MFA". */
  title: string;
  /** Distinguishes several failures of one subject, for example by a statement's hash. It must never change. */
  detail?: string;
  /** The finding's severity, if it differs from the check's. */
  severity?: Severity;
  evidence: readonly Evidence[];
  fix: FixOfFailing;
};

/**
 * The outcome of a check. `applicable` counts all subjects examined, failing ones included; it is 1 if the subject is the account
 * or the organization.
 */
export type Examination = { applicable: number; failing: readonly Failing[] };

export type Circumstances = { parameters: Parameters; clock: Clock };

type CheckFacts = {
  /** The permanent id of the check. */
  id: string;
  title: string;
  severity: Severity;
  /** The reason this check matters, in one sentence. */
  why: string;
  /** The catalog's control ids, such as `CIS 5 1.4`, `IAM.9`, `PCI 8.4.2`. The suffix ` ~` means related, not equal. */
  controls: readonly string[];
  /** Additional search terms. */
  words?: string;
  /** The actions a reader needs to see the facts examined. Without them, the check's result is shown as unknown. */
  needs: readonly string[];
  /** True if the check judges events rather than the current state. */
  event?: true;
  /** The ids of less specific checks. They skip subjects that this check reports, so each problem appears once. */
  overrides?: readonly string[];
};

/**
 * One rule of the catalog. `examine` is pure: it reads facts and asks the clock about ages. It returns null if the check is not
 * applicable.
 */
export type AccountCheck = CheckFacts & {
  scope: 'account';
  examine(account: ExaminedAccount, circumstances: Circumstances): Examination | null;
};
export type OrganizationCheck = CheckFacts & {
  scope: 'organization';
  examine(organization: ExaminedOrganization, circumstances: Circumstances): Examination | null;
};
export type Check = AccountCheck | OrganizationCheck;

/** Returns the check with the scope of an account. */
export function accountCheck(check: Omit<AccountCheck, 'scope'>): AccountCheck {
  return { scope: 'account', ...check };
}

/** Returns the check with the scope of an organization. */
export function organizationCheck(check: Omit<OrganizationCheck, 'scope'>): OrganizationCheck {
  return { scope: 'organization', ...check };
}

/**
 * Examines every subject.
 * @returns null if there are no subjects
 * @param fails returns the failure of one subject, or null if it passes
 */
export function examineEach<T>(subjects: readonly T[], fails: (subject: T) => Failing | null): Examination | null {
  if (subjects.length === 0) return null;
  return { applicable: subjects.length, failing: subjects.flatMap((subject) => fails(subject) ?? []) };
}

/** Returns the examination of a check whose only subject is the account or the organization. */
export function examineOne(failing: Failing | null): Examination {
  return { applicable: 1, failing: failing ? [failing] : [] };
}
