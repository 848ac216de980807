import { KINDS, type KindId, type LayerId, type Owner } from './layers';
import type { SourceId } from './sources';

/** The owner of a layer for a kind of service, with the reason and AWS's source. */
export type Cell = {
  layer: LayerId;
  kind: KindId;
  owner: Owner;
  why: string;
  source: readonly SourceId[];
  /**
   * True if no AWS page covers it. It follows from the model’s rule (the more the service does, the less is left to the
   * customer), and the vendor’s contract decides.
   */
  contract: boolean;
};

type Sources = SourceId | readonly SourceId[];
type Group = readonly [layer: LayerId, kinds: 'all' | readonly KindId[], owner: Owner, why: string, source: Sources];

/** A vendor’s finished application, which no AWS page covers. */
const SAAS: readonly KindId[] = ['saas'];

const GROUPS: readonly Group[] = [
  [
    'facilities',
    'all',
    'inherited',
    'You cannot enter a data centre; the provider’s guards, power and fire protection count for you too.',
    ['SRM', 'RC'],
  ],
  ['hardware', 'all', 'inherited', 'The provider buys, replaces and destroys every server and disk.', ['SRM', 'RC']],
  [
    'global-network',
    'all',
    'provider',
    'The cables, routers and zones between data centres are built and guarded by the provider.',
    'SRM',
  ],
  [
    'virtualization',
    'all',
    'provider',
    'Keeping one customer’s machine away from another’s is the hypervisor’s task, so the provider’s.',
    ['SRM', 'RC'],
  ],
  [
    'host-os',
    'all',
    'provider',
    'The system below your instance is patched by the provider; you never log in to it.',
    ['SRM', 'RC'],
  ],
  [
    'service-software',
    'all',
    'provider',
    'The API and the machinery behind it are the provider’s program: it fixes and runs them.',
    'SRM',
  ],

  [
    'guest-os',
    ['vm'],
    'customer',
    'The system inside the instance is yours: updates, hardening, accounts on it.',
    ['SRM', 'EC2'],
  ],
  [
    'guest-os',
    ['ecs-ec2'],
    'customer',
    'The system inside the instance is yours: updates, hardening, accounts on it.',
    ['SRM', 'ECS'],
  ],
  ['guest-os', ['fargate'], 'provider', 'There is a system, but you have no login to it; the provider patches it.', 'ECS'],
  ['guest-os', ['rds'], 'provider', 'There is a system, but you have no login to it; the provider patches it.', 'RDS'],
  ['guest-os', ['lambda'], 'provider', 'There is a system, but you have no login to it; the provider patches it.', 'LAM'],
  ['guest-os', ['s3'], 'none', 'The service offers no operating system to you.', 'S3'],
  ['guest-os', SAAS, 'none', 'The service offers no operating system to you.', 'SRM'],

  [
    'runtime-engine',
    ['vm'],
    'customer',
    'Software that you install on an instance, from Java to the container agent, is yours to update.',
    'EC2',
  ],
  [
    'runtime-engine',
    ['ecs-ec2'],
    'customer',
    'Software that you install on an instance, from Java to the container agent, is yours to update.',
    ['EC2', 'ECS'],
  ],
  [
    'runtime-engine',
    ['fargate'],
    'customer',
    'The language runtime lies in your image and is yours; Fargate patches the platform and the agent below it.',
    'ECS',
  ],
  [
    'runtime-engine',
    ['rds'],
    'shared',
    'The provider builds and applies engine patches; you choose version, upgrade setting and maintenance window.',
    'RDS',
  ],
  [
    'runtime-engine',
    ['lambda'],
    'shared',
    'New runtime versions come from the provider, by themselves in Auto mode; in other modes, or with images, you must update.',
    'LAM',
  ],
  ['runtime-engine', ['s3'], 'none', 'You store objects; there is no runtime for you to choose.', 'S3'],
  ['runtime-engine', SAAS, 'provider', 'The vendor runs the whole application, its runtime included.', 'SRM'],

  [
    'network-config',
    ['vm'],
    'customer',
    'Firewall rules around it are an empty form that only you can fill in correctly.',
    'SRM',
  ],
  [
    'network-config',
    ['ecs-ec2', 'fargate'],
    'customer',
    'Firewall rules around it are an empty form that only you can fill in correctly.',
    ['SRM', 'ECS'],
  ],
  [
    'network-config',
    ['rds'],
    'customer',
    'Firewall rules around it are an empty form that only you can fill in correctly.',
    ['SRM', 'RDS'],
  ],
  [
    'network-config',
    ['lambda'],
    'shared',
    'Outside a VPC the provider’s network carries it; in your VPC, subnets and security groups are yours.',
    'LAM',
  ],
  [
    'network-config',
    ['s3'],
    'shared',
    'The provider guards the endpoints; VPC endpoints and network conditions in policies are yours.',
    'S3',
  ],
  [
    'network-config',
    SAAS,
    'shared',
    'The vendor runs the front door; allow lists and private links, where offered, are yours.',
    'SRM',
  ],

  [
    'application-code',
    ['vm'],
    'customer',
    'A hole in your code or in a library you packed in is yours, however managed the machine is.',
    'SRM',
  ],
  [
    'application-code',
    ['ecs-ec2', 'fargate'],
    'customer',
    'A hole in your code or in a library you packed in is yours, however managed the machine is.',
    ['SRM', 'ECS'],
  ],
  [
    'application-code',
    ['lambda'],
    'customer',
    'A hole in your code or in a library you packed in is yours, however managed the machine is.',
    ['SRM', 'LAM'],
  ],
  ['application-code', ['rds'], 'customer', 'Schema, stored procedures, queries and the program that connects are yours.', 'RDS'],
  ['application-code', ['s3'], 'none', 'The service runs none of your code.', 'S3'],
  ['application-code', SAAS, 'provider', 'The code is the vendor’s product.', 'SRM'],

  [
    'configuration',
    'all',
    'customer',
    'The service does what it was set to do; a setting that opens it to everybody works as well.',
    'SRM',
  ],

  [
    'encryption-at-rest',
    ['vm', 'ecs-ec2'],
    'customer',
    'You decide whether volumes are encrypted and with which key; the provider offers the means.',
    ['SRM', 'EC2'],
  ],
  [
    'encryption-at-rest',
    ['fargate'],
    'shared',
    'Task storage is encrypted by default; a key of your own, and other volumes, are your choice.',
    'ECS',
  ],
  ['encryption-at-rest', ['rds'], 'customer', 'Encryption and its key are chosen when the database is made.', 'RDS'],
  [
    'encryption-at-rest',
    ['lambda'],
    'shared',
    'Settings and code are encrypted for you; which key, and what your code writes elsewhere, you decide.',
    'LAM',
  ],
  [
    'encryption-at-rest',
    ['s3'],
    'shared',
    'New objects are encrypted since January 2023; key, key policy and stricter kinds are yours.',
    'S3',
  ],
  ['encryption-at-rest', SAAS, 'shared', 'The vendor encrypts; own keys, where offered, are yours to keep.', 'SRM'],

  ['encryption-in-transit', ['vm'], 'customer', 'Your listener, your certificate, your cipher list.', ['SRM', 'EC2']],
  [
    'encryption-in-transit',
    ['ecs-ec2', 'fargate'],
    'customer',
    'Your listener, your certificate, your cipher list.',
    ['SRM', 'ECS'],
  ],
  [
    'encryption-in-transit',
    ['rds'],
    'shared',
    'The provider supplies the server certificate; you require encrypted connections and trust the right authority.',
    'RDS',
  ],
  [
    'encryption-in-transit',
    ['lambda'],
    'shared',
    'The endpoint speaks TLS; the calls that your code makes, and a policy that refuses plain requests, are yours.',
    'LAM',
  ],
  [
    'encryption-in-transit',
    ['s3'],
    'shared',
    'The endpoint speaks TLS; the calls that your code makes, and a policy that refuses plain requests, are yours.',
    'S3',
  ],
  ['encryption-in-transit', SAAS, 'provider', 'The vendor’s site ends the connection.', 'SRM'],

  ['backup-recovery', ['vm'], 'customer', 'Snapshots happen when you arrange them.', ['SRM', 'EC2']],
  ['backup-recovery', ['ecs-ec2', 'fargate'], 'customer', 'Snapshots happen when you arrange them.', ['SRM', 'ECS']],
  [
    'backup-recovery',
    ['lambda'],
    'customer',
    'Keep source and settings so that you can deploy again; the service stores versions, not your repository.',
    'LAM',
  ],
  [
    'backup-recovery',
    ['rds'],
    'shared',
    'Backups run by themselves; how long they are kept and whether a restore works is yours.',
    'RDS',
  ],
  [
    'backup-recovery',
    ['s3'],
    'shared',
    'The provider keeps objects durable; you can still delete them, unless versioning, locks or copies are on.',
    'S3',
  ],
  ['backup-recovery', SAAS, 'shared', 'The vendor restores its service; exports of your data are yours.', 'SRM'],

  [
    'logging-detection',
    ['vm', 'ecs-ec2', 'fargate', 'rds', 'lambda', 's3'],
    'customer',
    'The provider watches its side; turning on your logs, keeping and reading them is your work.',
    ['S3', 'SRM'],
  ],
  ['logging-detection', SAAS, 'shared', 'The vendor writes the audit log; you read it.', 'SRM'],

  [
    'identity-access',
    'all',
    'customer',
    'The provider checks every request against your policies; it cannot know that a policy is too wide.',
    ['SRM', 'S3'],
  ],
  [
    'client-data',
    'all',
    'customer',
    'The provider does not see the data before it arrives, nor the devices that read it.',
    'SRM',
  ],
  ['customer-data', 'all', 'customer', 'Only you know what it is, who may see it and when it must go.', ['SRM', 'S3']],
  [
    'compliance-evidence',
    'all',
    'shared',
    'The provider’s reports prove its half; you show yours, and that you use theirs.',
    ['RC', 'ART'],
  ],
  ['people', 'all', 'shared', 'Each side trains its own people.', 'SRM'],
];

/** Every combination of layer and kind of service. */
export const CELLS: readonly Cell[] = GROUPS.flatMap(([layer, kinds, owner, why, source]) =>
  (kinds === 'all' ? KINDS.map(({ id }) => id) : kinds).map((kind) => ({
    layer,
    kind,
    owner,
    why,
    source: [source].flat(),
    contract: kinds === SAAS,
  })),
);

const BY_PLACE: ReadonlyMap<string, Cell> = new Map(CELLS.map((cell) => [`${cell.layer} ${cell.kind}`, cell]));

/** Returns the cell of a layer and a kind of service. */
export function cellOf(layer: LayerId, kind: KindId): Cell {
  const cell = BY_PLACE.get(`${layer} ${kind}`);
  if (!cell) throw new Error(`nobody owns ${layer} with ${kind}`);
  return cell;
}
