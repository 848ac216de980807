import type { RequestContext } from '@gatehouse/policy/evaluate';
import {
  allServices,
  fromModules,
  type InstalledModule,
  type Registry,
  registriesOf,
  type Service,
  type Wire,
} from '../../core/module';
import type { AnyOperation } from '../../core/operation';
import type { Signature } from '../signature/signature';
import type { SigningRules } from '../signature/verify-signature';
import { s3RequestContext } from './s3-context';
import type { WireRequest } from './wire-request';

/** A service as its clients find it. */
export type WireService = Pick<Service, 'name'> &
  Wire & {
    operations: Registry;
    /** How its requests are signed, where that differs from the other services. */
    signing?: SigningRules;
    /** Returns the condition keys that follow from how a request is made. */
    contextOf?: (request: Pick<WireRequest, 'headers' | 'query'>, signature?: Signature) => RequestContext;
  };

/** What S3 does otherwise than all other services. */
const AS_S3: Pick<WireService, 'signing' | 'contextOf'> = {
  signing: { pathAsSent: true, payloadAsTold: true, expiresAsTold: true, listsUnsigned: true },
  contextOf: s3RequestContext,
};

function toWireServices(modules: readonly InstalledModule[]): readonly WireService[] {
  const registries = registriesOf(modules);
  return allServices(modules).flatMap(({ name, wire }) =>
    wire ? [{ name, ...wire, operations: registries.get(name) ?? {}, ...(wire.protocol.name.startsWith('s3') && AS_S3) }] : [],
  );
}

/** Returns every service that the wire API serves, in the order in which pages and messages name them. */
export function services(): readonly WireService[] {
  return fromModules(toWireServices);
}

const servicesByName = (): ReadonlyMap<string, WireService> => new Map(services().map((service) => [service.name, service]));

/**
 * Returns the service of that name.
 * @throws Error where the wire API has none, which is a mistake of the program
 */
export function wireService(name: string): WireService {
  const found = fromModules(servicesByName).get(name);
  if (!found) throw new Error(`the wire API has no service ${name}`);
  return found;
}

/** A service and how its clients speak a protocol. */
export type Speaker<Name extends Wire['protocol']['name']> = {
  service: WireService;
  protocol: Extract<Wire['protocol'], { name: Name }>;
};

/** Returns the services whose clients speak a protocol. */
export function servicesSpeaking<Name extends Wire['protocol']['name']>(name: Name): readonly Speaker<Name>[] {
  return services()
    .filter((service) => service.protocol.name === name)
    .map((service) => ({
      service,
      protocol: service.protocol as Speaker<Name>['protocol'],
    }));
}

/**
 * Returns the sentence for a client that calls an operation of AWS's which is not here: its name first, the page with all that is here last.
 * @param consoleUrl null: no page is named
 */
export function notAvailable(
  { title, partly }: Pick<WireService, 'title' | 'partly'>,
  name: string,
  consoleUrl: string | null,
): string {
  const page = consoleUrl === null ? '' : ` Every operation of ${title} that is: ${consoleUrl}/settings/api-coverage`;
  return `${name} is not available in Gatehouse.${partly === undefined ? '' : ` ${partly}`}${page}`;
}

/** Returns the operation of that name, unless it is one of the console's own that AWS does not have. */
export function findOperation(service: Pick<WireService, 'operations'>, name: string): AnyOperation | undefined {
  return Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
}
