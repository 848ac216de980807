import { allServices, fromModules, type Module } from './module';

/** A type of resource by AWS's name, its service, and the rest of its ARNs after the account. */
type ResourceType = { type: string; service: string; rest: RegExp };

function resourceTypesOf(modules: readonly Module[]): readonly ResourceType[] {
  return allServices(modules).flatMap(({ name, resourceTypes = {} }) =>
    Object.entries(resourceTypes).map(([type, rest]) => ({ type, service: name, rest })),
  );
}

/** Returns AWS's type name for the resource of an ARN, such as `AWS::IAM::User`. Undefined for an unknown type. */
export function resourceTypeOf(arn: string): string | undefined {
  const [, , service, , , ...rest] = arn.split(':');
  const part = rest.join(':');
  return fromModules(resourceTypesOf).find((known) => known.service === service && known.rest.test(part))?.type;
}

/** Returns the service of a resource type, such as `iam`. Undefined for an unknown type. */
export function serviceOfType(type: string): string | undefined {
  return fromModules(resourceTypesOf).find((known) => known.type === type)?.service;
}
