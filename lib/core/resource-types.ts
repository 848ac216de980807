import { allServices, fromModules, type Module } from './module';

/** A type of resource by AWS's name, the service that has it, and what follows the account in its ARNs. */
type ResourceType = { type: string; service: string; rest: RegExp };

function resourceTypesOf(modules: readonly Module[]): readonly ResourceType[] {
  return allServices(modules).flatMap(({ name, resourceTypes = {} }) =>
    Object.entries(resourceTypes).map(([type, rest]) => ({ type, service: name, rest })),
  );
}

/** Returns AWS's name of the type of the resource that an ARN names, such as `AWS::IAM::User`; undefined for a type that is not here. */
export function resourceTypeOf(arn: string): string | undefined {
  const [, , service, , , ...rest] = arn.split(':');
  const part = rest.join(':');
  return fromModules(resourceTypesOf).find((known) => known.service === service && known.rest.test(part))?.type;
}

/** Returns the service that has resources of a type, such as `iam`; undefined for a type that is not here. */
export function serviceOfType(type: string): string | undefined {
  return fromModules(resourceTypesOf).find((known) => known.type === type)?.service;
}
