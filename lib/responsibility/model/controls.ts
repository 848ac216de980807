import { KINDS, type KindId, type LayerId } from './layers';

/** The answers: the provider, the customer, shared, or not applicable. */
export type Answer = 'P' | 'C' | 'S' | 'N';

export type Level = 1 | 2 | 3;

/** A security task, whose owner depends on the kind of service. */
export type Control = {
  number: number;
  level: Level;
  name: string;
  layer: LayerId;
  right: string;
  wrong: string;
  /** An addition to a wrong answer: a common belief, and why it is wrong. */
  belief?: { says: string; but: string };
};

const BELIEFS = {
  certified: {
    says: 'It is certified, so we are.',
    but: 'A certificate of the provider covers its buildings and services. It does not cover your workload on them.',
  },
  managed: {
    says: 'Managed means secure.',
    but: 'Managed means that some layers are the provider’s. The layers above them are yours.',
  },
  patches: {
    says: 'The provider patches my instance.',
    but: 'It patches the layers below the instance. The operating system is patched by its administrators.',
  },
  serverless: {
    says: 'Serverless has nothing to patch.',
    but: 'Your code, its libraries and images are patched by nobody else, and sometimes the runtime is not either.',
  },
  encrypted: {
    says: 'They encrypt, so nobody can read it.',
    but: 'It is decrypted for every principal that a policy allows to read it. A policy that is too wide still gives access.',
  },
  half: {
    says: 'Shared means half of each task.',
    but: 'Shared means that the task exists twice, and each side does all of its own.',
  },
  service: {
    says: 'IAM is a service, so access is theirs.',
    but: 'The service checks each request against your policies. Their contents are your responsibility.',
  },
  durable: {
    says: 'Durable storage needs no backup.',
    but: 'Durable protects from broken disks, not from somebody who deletes.',
  },
  ready: {
    says: 'Security groups come ready.',
    but: 'The firewall is there; which networks may pass is an empty form.',
  },
  saas: {
    says: 'SaaS leaves us nothing.',
    but: 'Who has a login, what data goes in and whether the log is read are still yours.',
  },
} as const;

type Row = readonly [
  level: Level,
  name: string,
  layer: LayerId,
  /** The owners in the order of the kinds. `I` means the provider’s, inherited by the customer. */
  owners: string,
  right: string,
  wrong: string,
  belief?: keyof typeof BELIEFS,
];

const ROWS: readonly Row[] = [
  [
    1,
    'Guards and cameras at the data centre',
    'facilities',
    'IIIIIII',
    'The guards work for every customer at once; your list of controls takes them over.',
    'You cannot post a guard there: it is the provider’s, and inherited.',
  ],
  [
    1,
    'Power, cooling, fire protection',
    'facilities',
    'IIIIIII',
    'Environmental controls come with the building.',
    'Environmental controls come with the building: inherited.',
  ],
  [
    1,
    'Destroying broken disks',
    'hardware',
    'IIIIIII',
    'The disk never leaves their hands.',
    'You never touch the disk: inherited.',
  ],
  [
    1,
    'Deciding who may sign in',
    'identity-access',
    'CCCCCCC',
    'Always: they check passwords, you decide who has one.',
    'They check passwords; you decide who has one.',
    'service',
  ],
  [
    1,
    'MFA for the root user',
    'identity-access',
    'CCCCCCC',
    'And the first thing to do in a new account.',
    'They offer it, only you can turn it on.',
  ],
  [
    1,
    'Keeping customers’ machines apart',
    'virtualization',
    'PPPPPPP',
    'It is the hypervisor’s task.',
    'That is below your instance.',
  ],
  [
    1,
    'Patching the guest operating system',
    'guest-os',
    'CCPPP--',
    'The operating system is patched by its administrators.',
    'Having a login to the system means having to patch it.',
    'patches',
  ],
  [
    1,
    'Patching the host system',
    'host-os',
    'PPPPPPP',
    'You never see it: host is theirs, guest is yours.',
    'Host is theirs, guest is yours.',
  ],
  [1, 'Saying how sensitive data is', 'customer-data', 'CCCCCCC', 'Only you know.', 'To them it is bytes.', 'saas'],
  [
    1,
    'Routers between Regions',
    'global-network',
    'PPPPPPP',
    'The backbone lies outside of your VPC.',
    'Your network begins in your VPC.',
  ],
  [
    2,
    'Deciding which networks may connect',
    'network-config',
    'CCCCSSS',
    'The rules are yours; on Lambda, S3 and SaaS part of the network is theirs.',
    'They provide the firewall, its rules are yours; on Lambda, S3 and SaaS part of the network is theirs.',
    'ready',
  ],
  [
    2,
    'A hole in a library you use',
    'application-code',
    'CCCCC-P',
    'Who packs it in answers for it; managed machines do not fix your code.',
    'The party that packaged the software fixes it: you, unless the environment runs none of your software or the program is the vendor’s.',
    'managed',
  ],
  [
    2,
    'Rotating access keys',
    'identity-access',
    'CCCCCCC',
    'No provider changes your keys for you; the credential report shows the oldest.',
    'No provider changes your keys for you.',
  ],
  [
    2,
    'Least-privilege policies',
    'identity-access',
    'CCCCCCC',
    'Only you know what a job needs.',
    'They enforce what you wrote, wide or narrow.',
    'service',
  ],
  [
    2,
    'Blocking public access to data',
    'configuration',
    'CCCCCCC',
    'It is a setting: the default is safe, the change is yours.',
    'The default is safe, the change is yours.',
    'managed',
  ],
  [
    2,
    'Encrypting before sending',
    'client-data',
    'CCCCCCC',
    'It happens at your place, before they see anything.',
    'They see it only afterwards.',
  ],
  [
    2,
    'Turning on and reading logs',
    'logging-detection',
    'CCCCCCS',
    'A log nobody reads detects nothing, and only you can read yours.',
    'They log their side, not your intentions. With SaaS the vendor writes the log and you read it.',
    'saas',
  ],
  [
    2,
    'Keeping the service’s API patched',
    'service-software',
    'PPPPPPP',
    'The service is their program.',
    'You call the API, you do not run it.',
  ],
  [
    2,
    'Accounts, OUs and guardrails',
    'identity-access',
    'CCCCCCC',
    'They offer SCPs; only you know what they are to keep apart.',
    'They offer SCPs, you attach them.',
  ],
  [
    2,
    'Security training',
    'people',
    'SSSSSSS',
    'Each side trains its own people.',
    'Neither can train the other’s staff.',
    'half',
  ],
  [
    2,
    'Audit report about the data centres',
    'compliance-evidence',
    'PPPPPPP',
    'You download it, and show it to your auditor.',
    'You cannot audit a building you may not enter.',
    'certified',
  ],
  [
    3,
    'Updating engine or language runtime',
    'runtime-engine',
    'CCCSS-P',
    'Here the line moves: look who installed it, and who chooses the version. On Fargate it lies in your image.',
    'Look who installed it, and who chose the version.',
    'serverless',
  ],
  [
    3,
    'Encryption at rest and its key',
    'encryption-at-rest',
    'CCSCSSS',
    'If it is on by default, it is shared: you still choose the key.',
    'Default encryption is theirs, the choice of key yours.',
    'encrypted',
  ],
  [
    3,
    'Only encrypted connections',
    'encryption-in-transit',
    'CCCSSSP',
    'Your listener is yours; on managed endpoints they serve TLS, you require it.',
    'They can speak TLS; you must insist on it. A vendor’s whole site is the vendor’s.',
  ],
  [
    3,
    'Backups that can be restored',
    'backup-recovery',
    'CCCSCSS',
    'If backups are automatic, you still configure and test them.',
    'Durable is not the same as undeletable.',
    'durable',
  ],
  [
    3,
    'Patched base images (AMI, container)',
    'application-code',
    'CCC-C--',
    'You patch the software that you ship.',
    'The party that ships the image patches it. Fargate and Lambda patch only the layers below it. Without an image of yours there is none.',
    'serverless',
  ],
  [
    3,
    'Patch management, taken together',
    'runtime-engine',
    'SSSSSPP',
    'Both patch as long as both have systems.',
    'Both sides patch, each its own layers; where you have no system of your own, only they do.',
    'half',
  ],
  [
    3,
    'Configuration management',
    'configuration',
    'SSSSSSS',
    'Their devices, your systems.',
    'As one control it exists on both sides.',
    'half',
  ],
  [
    3,
    'Evidence for an audit of your system',
    'compliance-evidence',
    'SSSSSSS',
    'Their reports plus your proof.',
    'Their certificate does not cover your settings.',
    'certified',
  ],
  [
    3,
    'Keeping data in an allowed Region',
    'customer-data',
    'CCCCCCS',
    'You choose the Region; only a vendor of SaaS has a part in it, by contract.',
    'They keep it where you put it. Only a vendor of SaaS has a part in where.',
  ],
];

export const CONTROLS: readonly Control[] = ROWS.map(([level, name, layer, , right, wrong, belief], index) => ({
  number: index + 1,
  level,
  name,
  layer,
  right,
  wrong,
  belief: belief && BELIEFS[belief],
}));

/** Common beliefs, and why they are wrong. */
export const ALL_BELIEFS = Object.values(BELIEFS);

/** Returns a control by its number from 1 to 30. */
export function controlOf(number: number): Control {
  const control = CONTROLS[number - 1];
  if (!control) throw new Error(`there is no control ${number}`);
  return control;
}

/** Returns the owner of a control for a kind of service, and whether the customer inherits it. */
export function ownerOf(number: number, kind: KindId): { answer: Answer; inherited: boolean } {
  const letter = ROWS[number - 1]?.[3].charAt(KINDS.findIndex(({ id }) => id === kind));
  switch (letter) {
    case 'I':
      return { answer: 'P', inherited: true };
    case '-':
      return { answer: 'N', inherited: false };
    case 'P':
    case 'C':
    case 'S':
      return { answer: letter, inherited: false };
    default:
      throw new Error(`nobody does ${number} with ${kind}`);
  }
}
