import type { RequestContext } from '@gatehouse/policy/evaluate';
import {
  allServices,
  fromModules,
  type InstalledModule,
  type Registry,
  registriesOf,
  type Service,
  type Wire,
} from '../../core/module/module';
import type { AnyOperation } from '../../core/operation';
import type { Signature } from '../signature/signature';
import type { SigningRules } from '../signature/verify-signature';
import { s3RequestContext } from './s3-context';
import type { WireRequest } from './wire-request';

/** A service on the wire API. */
export type WireService = Pick<Service, 'name'> &
  Wire & {
    operations: Registry;
    /** Its rules for signatures, if they differ from the other services. */
    signing?: SigningRules;
    /** Returns the condition keys that depend on the form of a request. */
    contextOf?: (request: Pick<WireRequest, 'headers' | 'query'>, signature?: Signature) => RequestContext;
  };

/** The parts of S3 that differ from all other services. */
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

/** Returns every service of the wire API, in the order of pages and messages. */
export function services(): readonly WireService[] {
  return fromModules(toWireServices);
}

const servicesByName = (): ReadonlyMap<string, WireService> => new Map(services().map((service) => [service.name, service]));

/**
 * Returns the service of that name.
 * @throws Error if the wire API has none, which is a programming error
 */
export function wireService(name: string): WireService {
  const found = fromModules(servicesByName).get(name);
  if (!found) throw new Error(`the wire API has no service ${name}`);
  return found;
}

/** A service with its protocol. */
export type Speaker<Name extends Wire['protocol']['name']> = {
  service: WireService;
  protocol: Extract<Wire['protocol'], { name: Name }>;
};

/** Returns the services that use a protocol. */
export function servicesSpeaking<Name extends Wire['protocol']['name']>(name: Name): readonly Speaker<Name>[] {
  return services()
    .filter((service) => service.protocol.name === name)
    .map((service) => ({
      service,
      protocol: service.protocol as Speaker<Name>['protocol'],
    }));
}

/**
 * Returns the sentence for a client that calls an operation of AWS that Gatehouse does not have: the operation's name first, the
 * page with all operations last.
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

/** Returns the operation of that name, unless it is one of the console's own, which AWS does not have. */
export function findOperation(service: Pick<WireService, 'operations'>, name: string): AnyOperation | undefined {
  return Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
}
