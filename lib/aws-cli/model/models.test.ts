import { beforeAll, describe, expect, it } from 'vitest';
import { findWireOperation, loadModels, type Shape } from '../../aws-api/protocol/sdk-schemas';
import { services } from '../../aws-api/server/services';
import { isServiceCommand, loadService, SERVICE_COMMANDS, type ServiceCommand } from './commands';
import type { CliService, CliShape } from './model';

const COMMANDS = Object.keys(SERVICE_COMMANDS).filter(isServiceCommand);
const commandOf = (service: string) => COMMANDS.find((command) => SERVICE_COMMANDS[command] === service);

const models = new Map<ServiceCommand, CliService>();
beforeAll(async () => {
  await loadModels();
  for (const command of COMMANDS) models.set(command, await loadService(command));
});

/** The kinds of the SDK's schemas, which know no difference between the sizes of numbers. */
const kindOf = (type: CliShape['type'] | undefined): string =>
  type === 'integer' || type === 'long' || type === 'float' || type === 'double' ? 'number' : (type ?? 'none');

/** Returns the first paths at which a shape of the model differs from the SDK's. */
function differences(
  model: CliService,
  name: string | undefined,
  shape: Shape | undefined,
  path: string,
  seen: Set<string>,
): string[] {
  const own = name === undefined ? undefined : model.shapes[name];
  if (own?.type === 'structure' && own.document) return [];
  if (!shape || !own) return Boolean(shape) === Boolean(own) ? [] : [`${path}: only one model has it`];
  if (kindOf(own.type) !== shape.kind) return [`${path}: ${own.type} is ${shape.kind}`];
  if (own.type === 'list' && shape.kind === 'list') return differences(model, own.item, shape.item, `${path}[]`, seen);
  if (own.type === 'map' && shape.kind === 'map') return differences(model, own.value, shape.value, `${path}{}`, seen);
  if (own.type !== 'structure' || shape.kind !== 'structure' || seen.has(name ?? '')) return [];
  seen.add(name ?? '');
  const theirs = new Map(shape.members.map((member) => [member.name, member]));
  const names = new Set([...own.members.map((member) => member.name), ...theirs.keys()]);
  return [...names].flatMap((member) =>
    differences(
      model,
      own.members.find((one) => one.name === member)?.shape,
      theirs.get(member)?.shape,
      `${path}.${member}`,
      seen,
    ),
  );
}

describe('the models of the commands', () => {
  it('are those of all services on the wire API', () => {
    expect(
      services()
        .map(({ name }) => name)
        .filter((name) => commandOf(name) === undefined),
    ).toEqual([]);
  });

  it.each(COMMANDS)('has the operations of aws %s', (command) => {
    const model = models.get(command);
    const service = services().find(({ name }) => name === SERVICE_COMMANDS[command]);
    const available = model?.operations.filter((operation) => operation.available).map(({ name }) => name);
    expect(available?.toSorted()).toEqual(Object.keys(service?.operations ?? {}).toSorted());
    expect(model).toMatchObject({ command, service: service?.name });
  });

  it.each(COMMANDS)('has the parameters and answers of aws %s, as the SDK has them', (command) => {
    const model = models.get(command) as CliService;
    const found = model.operations.flatMap(({ name, input, output, available }) => {
      const wire = available ? findWireOperation(model.service, name) : null;
      if (!wire) return [];
      return [
        ...differences(model, input, wire.input, `${name} input`, new Set()),
        ...differences(model, output, wire.output, `${name} output`, new Set()),
      ];
    });
    expect(found).toEqual([]);
  });

  it('are whole: each name of a shape has its shape, and waiters and completions call available operations', () => {
    for (const { shapes, operations, waiters, completions, command } of models.values()) {
      const used = Object.values(shapes).flatMap((shape) => {
        if (shape.type === 'structure') return shape.members.map((member) => member.shape);
        if (shape.type === 'list') return [shape.item];
        return shape.type === 'map' ? [shape.key, shape.value] : [];
      });
      const named = [...used, ...operations.flatMap(({ input, output }) => [input, output])];
      expect([command, named.filter((name) => name !== undefined && !shapes[name])]).toEqual([command, []]);
      const called = [
        ...waiters.map(({ operation }) => operation),
        ...Object.values(completions).flatMap((members) => Object.values(members).map(({ operation }) => operation)),
      ];
      const available = new Set(operations.filter((operation) => operation.available).map(({ name }) => name));
      expect([command, called.filter((name) => !available.has(name))]).toEqual([command, []]);
    }
  });
});
