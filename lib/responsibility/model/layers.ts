/**
 * The owner of a layer. `inherited`: the provider owns it, and the customer adopts it completely in their own list of controls.
 */
export type Owner = 'provider' | 'inherited' | 'customer' | 'shared' | 'none';

/** The kinds of service, which decide the line between the provider's and the customer's part. */
export const KINDS = [
  { id: 'vm', name: 'Virtual machine', service: 'EC2' },
  { id: 'ecs-ec2', name: 'Containers', service: 'ECS on instances' },
  { id: 'fargate', name: 'Containers', service: 'Fargate' },
  { id: 'rds', name: 'Managed database', service: 'RDS' },
  { id: 'lambda', name: 'Function', service: 'Lambda' },
  { id: 's3', name: 'Object storage', service: 'S3' },
  { id: 'saas', name: 'Application', service: 'SaaS' },
] as const;
export type KindId = (typeof KINDS)[number]['id'];
export type Kind = (typeof KINDS)[number];

/** The layers, bottom up. The last two are beside the stack: each side is responsible for its own. */
export const LAYERS = [
  { id: 'facilities', name: 'Buildings and guards', holds: 'Buildings, power, cooling, guards' },
  { id: 'hardware', name: 'Servers and disks', holds: 'Servers, disks, their disposal' },
  { id: 'global-network', name: 'Regions and backbone', holds: 'Regions, zones, backbone' },
  { id: 'virtualization', name: 'Hypervisor, isolation', holds: 'Hypervisor, isolation of customers' },
  { id: 'host-os', name: 'Host system', holds: 'Host operating system' },
  { id: 'service-software', name: 'The service itself', holds: 'The service itself: API, control plane' },
  { id: 'guest-os', name: 'Operating system', holds: 'Operating system your software runs on' },
  { id: 'runtime-engine', name: 'Runtime, engine', holds: 'Language runtime, container agent, database engine' },
  { id: 'network-config', name: 'Network rules', holds: 'Security groups, routes, endpoints' },
  { id: 'application-code', name: 'Your code and libraries', holds: 'Your code, libraries, images, schema' },
  { id: 'configuration', name: 'Settings, public access', holds: 'The service’s settings, resource policies, public access' },
  { id: 'encryption-at-rest', name: 'Encryption at rest, keys', holds: 'Encryption of stored data, keys' },
  { id: 'encryption-in-transit', name: 'Encrypted connections', holds: 'Encrypted connections' },
  { id: 'backup-recovery', name: 'Backups and restore', holds: 'Backups, versions, restore' },
  { id: 'logging-detection', name: 'Logging and detection', holds: 'Records of what your people and code do' },
  { id: 'identity-access', name: 'Identity and access', holds: 'Users, roles, policies, MFA, accounts, guardrails' },
  { id: 'client-data', name: 'Client side, devices', holds: 'Client-side encryption, integrity, devices' },
  { id: 'customer-data', name: 'Customer data', holds: 'The data: what, how sensitive, how long, where' },
  { id: 'compliance-evidence', name: 'Proof for auditors', holds: 'Proof for auditors', beside: true },
  { id: 'people', name: 'Awareness and training', holds: 'Awareness and training', beside: true },
] as const satisfies readonly { id: string; name: string; holds: string; beside?: true }[];
export type Layer = (typeof LAYERS)[number];
export type LayerId = Layer['id'];

/** The layers of the stack, top down as on the page, and those beside it. */
export const STACK: readonly Layer[] = LAYERS.filter((layer) => !('beside' in layer)).toReversed();
export const BESIDE: readonly Layer[] = LAYERS.filter((layer) => 'beside' in layer);

const isKind = (text: string): text is KindId => KINDS.some(({ id }) => id === text);

/** Returns the kind in a query; the default is the virtual machine, with which the story begins. */
export function toKind(text: string | null | undefined): KindId {
  return text && isKind(text) ? text : 'vm';
}

/** Returns a kind by its id. */
export function kindOf(id: KindId): Kind {
  const kind = KINDS.find((one) => one.id === id);
  if (!kind) throw new Error(`there is no kind ${id}`);
  return kind;
}
