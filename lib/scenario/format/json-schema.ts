import { z } from 'zod';
import { Scenario } from './schema';

/** Returns the format of scenario.yaml as JSON Schema for editors. It is generated from the schemas that validate packs. */
export function scenarioSchema(): object {
  return { ...z.toJSONSchema(Scenario, { io: 'input' }), title: `Gatehouse scenario, format ${Scenario.shape.format.value}` };
}
