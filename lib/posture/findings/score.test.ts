import { describe, expect, it } from 'vitest';
import { type ScoredCheck, scoreOf } from './score';

const passes = (severity: ScoredCheck['severity']): ScoredCheck => ({ severity, applicable: 1, active: [], failing: 0 });
const fails = (severity: ScoredCheck['severity'], failing = 1, applicable = 1): ScoredCheck => ({
  severity,
  applicable,
  active: Array.from({ length: failing }, () => severity),
  failing,
});

describe('scoreOf', () => {
  it('deducts half the weight of a failing check, plus the rest by its share of failing subjects', () => {
    expect(scoreOf([fails('critical'), fails('high', 1, 4), passes('medium')])).toEqual({ score: 22, uncapped: 22 });
    // The one failing user has an exception.
    expect(scoreOf([fails('critical'), { ...passes('high'), applicable: 3 }, passes('medium')])?.score).toBe(41);
    expect(scoreOf([passes('critical'), { ...passes('high'), applicable: 3 }, passes('medium')])?.score).toBe(100);
  });

  it('is capped by the worst active severity and is 100 only without active findings', () => {
    const many = Array.from({ length: 100 }, () => passes('critical'));
    expect(scoreOf([...many, fails('critical')])).toEqual({ score: 59, uncapped: 99 });
    expect(scoreOf([...many, fails('high')])?.score).toBe(89);
    expect(scoreOf([...many, fails('low', 1, 1000)])?.score).toBe(99);
    expect(scoreOf(many)?.score).toBe(100);
  });

  it('weighs a check by the severity of its findings and ignores checks without subjects', () => {
    const milder: ScoredCheck = { severity: 'critical', applicable: 1, active: ['medium'], failing: 1 };
    expect(scoreOf([milder, passes('medium')])?.score).toBe(50);
    expect(scoreOf([{ severity: 'critical', applicable: 0, active: [], failing: 0 }])).toBeNull();
    expect(scoreOf([])).toBeNull();
  });
});
