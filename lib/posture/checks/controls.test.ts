import { describe, expect, it } from 'vitest';
import { ACCOUNT_CHECKS, findCheck, ORGANIZATION_CHECKS } from '../catalogue';
import { FSBP, OMITTED_CONTROLS } from './controls';

const CHECKS = [...ACCOUNT_CHECKS, ...ORGANIZATION_CHECKS];
const named = (control: string) => CHECKS.filter(({ controls }) => controls.some((one) => one.replace(/ ~$/, '') === control));
const wholly = (control: string) => CHECKS.filter(({ controls }) => controls.includes(control));
const omitted = new Map(OMITTED_CONTROLS.map((one) => [one.control, one.reason]));

/** The controls: IAM.1 to IAM.28 of Security Hub, and 1.1 to 1.21 of the CIS benchmark's section on identity. */
const ALL = [
  ...Array.from({ length: 28 }, (_, i) => `IAM.${i + 1}`),
  ...Array.from({ length: 21 }, (_, i) => `CIS 5 1.${i + 1}`),
];

describe('public security controls about identity', () => {
  it.each(ALL)('%s is covered by a check or omitted with a reason', (control) => {
    expect(named(control).length > 0 || omitted.has(control)).toBe(true);
    // A control that a check covers completely is not omitted.
    if (omitted.has(control)) expect(wholly(control).map(({ id }) => id)).toEqual([]);
  });

  it('the reasons for omitted controls mention only existing checks', () => {
    const mentioned = OMITTED_CONTROLS.flatMap(
      ({ reason }) => reason.match(/\b[a-z]+(?:-[a-z]+){1,}\b(?= (?:covers?|reports|and root))/g) ?? [],
    );
    const checks = mentioned.filter((word) => !word.includes('upper') && !word.includes('lower'));
    expect(checks.length).toBeGreaterThan(5);
    expect(checks.filter((id) => findCheck(id) === undefined)).toEqual([]);
  });

  it('every FSBP control exists in Security Hub and is covered by a check', () => {
    expect([...FSBP].every((control) => ALL.includes(control))).toBe(true);
    expect([...FSBP].filter((control) => named(control).length === 0)).toEqual([]);
  });
});
