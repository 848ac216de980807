import type { Clock } from './clock';
import type { ExaminedAccount, ExaminedOrganization } from './facts';
import type { FixChange } from './fix-steps';
import type { Trial } from './fix-trial';
import type { Parameters } from './parameters';
import type { Place } from './places';
import type { Subject } from './subject';

/** From the worst to the mildest. */
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** A fact that a finding rests on. Ages are told as the time they count from, so that evidence only changes with what it is about. */
export type Evidence = { label: string; text?: string; time?: Date; place?: Place };

export type Fix = {
  /** What to do, in words, as on the button or the link. */
  text: string;
  /** Where it is begun; nothing is changed by going there. */
  place: Place;
  /** The permission it takes, as an action. */
  needs: string;
  /** Why no call here puts it right, in a sentence. Absent where `change` has the calls. */
  byHand?: string;
};

/**
 * A fix as its check has it: with the calls that put the subject right, or with why there are none. They are worked out when somebody looks,
 * and tried on a copy first; null where there are none for this subject after all.
 */
export type FixOfFailing = Fix &
  ({ byHand: string } | { change: (trial: Trial) => FixChange | null | Promise<FixChange | null> });

/** A subject that does not meet a check. */
export type Failing = {
  subject: Subject;
  /** Says of the subject what the check's title says of all: "ana has no second factor". */
  title: string;
  /** Where one subject can fail several times: what tells these apart, for ever, e.g. the hash of a statement. */
  detail?: string;
  /** Default: the check's. */
  severity?: Severity;
  evidence: readonly Evidence[];
  fix: FixOfFailing;
};

/** `applicable`: how many subjects were looked at, the failing ones included; 1 where the subject is the account or the organization. */
export type Examination = { applicable: number; failing: readonly Failing[] };

export type Circumstances = { parameters: Parameters; clock: Clock };

type CheckFacts = {
  /** Stable for ever. */
  id: string;
  title: string;
  severity: Severity;
  /** Why it matters, in one sentence. */
  why: string;
  /** As in the catalogue: `CIS 5 1.4`, `IAM.9`, `PCI 8.4.2`; ` ~` behind it: related, not equal. */
  controls: readonly string[];
  /** Other words that people look for it by. */
  words?: string;
  /** What a reader must be allowed to see what is examined, as actions. Whoever may not is told that it is unknown. */
  needs: readonly string[];
  /** Judged by what happened rather than by how things stand. */
  event?: true;
  /** Less specific checks: one problem is told once, so they are silent about subjects that this one names. */
  overrides?: readonly string[];
};

/**
 * One rule of the catalogue. `examine` is pure: it reads facts, and asks the clock about days.
 * It returns null where the check is not applicable.
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

/** Gives an account's check its type. */
export function accountCheck(check: Omit<AccountCheck, 'scope'>): AccountCheck {
  return { scope: 'account', ...check };
}

/** Gives an organization's check its type. */
export function organizationCheck(check: Omit<OrganizationCheck, 'scope'>): OrganizationCheck {
  return { scope: 'organization', ...check };
}

/**
 * Looks at every subject. @returns null where there is none
 * @param fails what is wrong with one; null if nothing is
 */
export function examineEach<T>(subjects: readonly T[], fails: (subject: T) => Failing | null): Examination | null {
  if (subjects.length === 0) return null;
  return { applicable: subjects.length, failing: subjects.flatMap((subject) => fails(subject) ?? []) };
}

/** The account or the organization as the one subject. */
export function examineOne(failing: Failing | null): Examination {
  return { applicable: 1, failing: failing ? [failing] : [] };
}
