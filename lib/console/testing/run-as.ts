import { type Actor, TEST_NOW, type TestWorld, testCall } from '../../core/test-world';
import { answerCall } from '../answer-call';
import type { RunCall } from '../recipes/recipe';

/** Returns a function that runs a recipe's calls as a caller, with the console's answers. */
export function runAs(world: TestWorld, { caller }: Actor, clock = () => TEST_NOW, region = 'us-east-1'): RunCall {
  return (operation, input) => answerCall(operation, input, { ...testCall(caller), now: clock(), region }, world.database);
}
