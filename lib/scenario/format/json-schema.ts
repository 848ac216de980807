import { z } from 'zod';
import { Scenario } from './schema';

/** The format of scenario.yaml as JSON Schema, for editors that complete and check YAML. Made of the very schemas that files are held against. */
export function scenarioSchema(): object {
  return { ...z.toJSONSchema(Scenario, { io: 'input' }), title: `Gatehouse scenario, format ${Scenario.shape.format.value}` };
}
