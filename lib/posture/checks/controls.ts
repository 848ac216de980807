/** A public control that no check covers completely, with the reason. */
export type OmittedControl = { control: string; title: string; reason: string };

/**
 * The Security Hub controls that belong to AWS Foundational Security Best Practices. Source: Security Hub User Guide, "FSBP
 * standard".
 */
export const FSBP: ReadonlySet<string> = new Set([
  'IAM.1',
  'IAM.2',
  'IAM.3',
  'IAM.4',
  'IAM.5',
  'IAM.6',
  'IAM.7',
  'IAM.8',
  'IAM.21',
]);

const IN_ONE = 'The check password-policy-weak covers the length and all four kinds of characters.';
const TAGS = 'A missing tag gives no additional access. Which tags a resource needs depends on the organization.';

/**
 * The identity controls that the catalog leaves out or covers in another form. Sources: Security Hub User Guide, "Security Hub
 * controls for IAM"; CIS AWS Foundations Benchmark 5.0.0, section 1.
 */
export const OMITTED_CONTROLS: readonly OmittedControl[] = [
  { control: 'IAM.10', title: 'Password policies are strong (PCI)', reason: IN_ONE },
  { control: 'IAM.11', title: 'Passwords need an upper-case letter', reason: IN_ONE },
  { control: 'IAM.12', title: 'Passwords need a lower-case letter', reason: IN_ONE },
  { control: 'IAM.13', title: 'Passwords need a symbol', reason: IN_ONE },
  { control: 'IAM.14', title: 'Passwords need a number', reason: IN_ONE },
  {
    control: 'IAM.17',
    title: 'Passwords expire within 90 days',
    reason: 'The check user-password-old covers the age of each password, even if the policy makes passwords expire.',
  },
  {
    control: 'IAM.19',
    title: 'All users have MFA',
    reason: 'The check user-mfa-missing covers users with a password. A user without a password can’t sign in to the console.',
  },
  {
    control: 'IAM.20',
    title: 'The root user is not used',
    reason: 'AWS has retired the control. The checks root-recently-used and root-everyday cover it.',
  },
  { control: 'IAM.23', title: 'Analyzers are tagged', reason: TAGS },
  { control: 'IAM.24', title: 'Roles are tagged', reason: TAGS },
  { control: 'IAM.25', title: 'Users are tagged', reason: TAGS },
  {
    control: 'IAM.28',
    title: 'An analyzer of external access exists',
    reason: 'The check external-access reports the access itself, with or without an analyzer.',
  },
  {
    control: 'CIS 5 1.1',
    title: 'Contact details are current',
    reason: 'Nothing in the account shows whether a telephone number is still correct.',
  },
  {
    control: 'CIS 5 1.2',
    title: 'A security contact is given',
    reason: 'The account page shows the contacts. No check requires them, because Gatehouse sends them no messages.',
  },
  {
    control: 'CIS 5 1.17',
    title: 'Instances use roles',
    reason: 'Instances in Gatehouse run no code, so they can’t hold a user’s key.',
  },
  {
    control: 'CIS 5 1.20',
    title: 'Users are managed centrally',
    reason: 'Using federation is a decision for the whole organization, not the state of one account.',
  },
];

/** Returns a check's controls as pages show them, marking those of FSBP: `IAM.4 FSBP`, `IAM.1 FSBP ~`. */
export function shownControls(controls: readonly string[]): string[] {
  return controls.map((control) => {
    const [, name = control, related = ''] = /^(.*?)( ~)?$/.exec(control) ?? [];
    return FSBP.has(name) ? `${name} FSBP${related}` : control;
  });
}
