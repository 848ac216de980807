import { type Actor, TEST_NOW, type TestWorld, testCall } from '../../core/test-world';
import { answerCall } from '../answer-call';
import type { RunCall } from '../recipes/recipe';

/** Runs the calls of a recipe as somebody, the way the console answers them. */
export function runAs(world: TestWorld, { caller }: Actor, clock = () => TEST_NOW, region = 'us-east-1'): RunCall {
  return (operation, input) => answerCall(operation, input, { ...testCall(caller), now: clock(), region }, world.database);
}
