import { describe, expect, it } from 'vitest';
import { firstIncompleteStep, shownStep, stepOfField } from './wizard-steps';

const STEPS = [
  { id: 'details', fields: ['name', 'console'] },
  { id: 'permissions', fields: ['boundary'] },
  { id: 'review', fields: ['tags'] },
];
const issue = (...path: PropertyKey[]) => ({ path });

describe('a wizard step', () => {
  it('is found by the path of a field', () => {
    expect(['name', 'console.password', 'tags.0.Key', 'consoles', ''].map((field) => stepOfField(STEPS, field))).toEqual([
      0, 0, 2, -1, -1,
    ]);
  });

  it('is the first incomplete one if no earlier step has an issue', () => {
    expect(firstIncompleteStep(STEPS, [])).toBe(3);
    expect(firstIncompleteStep(STEPS, [issue('tags', 0, 'Key'), issue('boundary')])).toBe(1);
    expect(firstIncompleteStep(STEPS, [issue('elsewhere')]), 'what no step asks').toBe(3);
  });

  it('is shown if the URL names it, unless an earlier step is incomplete', () => {
    expect([null, 'details', 'permissions', 'review', 'nonsense'].map((named) => shownStep(STEPS, named, 3))).toEqual([
      0, 0, 1, 2, 0,
    ]);
    expect(shownStep(STEPS, 'review', 1)).toBe(1);
    expect(shownStep(STEPS, 'permissions', 0)).toBe(0);
  });
});
