import { loadCase } from '@gatehouse/policy/cases/case';
import { isObject } from '@gatehouse/policy/cases/read-json';
import { readCases } from '@gatehouse/policy/cases/testing/read-cases';
import { judge } from '@gatehouse/policy/reference/judge';
import { worldOf } from '@gatehouse/policy/reference/world-of-case';
import { decideWrong, WRONG_MODELS } from '@gatehouse/policy/reference/wrong';
import type { Question, QuestionPolicy } from '../model/questions';

/**
 * The golden cases that become questions, by file and name, with their lesson. The keys are the ids of stored results. Each wrong model has at least
 * two.
 */
const ASKED: Readonly<Record<string, readonly [file: string, name: string, lesson: string]>> = {
  'two-statements': [
    'elements/statements',
    'Allow before Deny',
    'An explicit deny wins, wherever it stands: the order of statements means nothing.',
  ],
  'bucket-and-user': [
    'vectors/explicit-deny-over-allow',
    'the logs bucket is denied although its bucket policy allows',
    'A Deny in one policy wins over an Allow in any other, here that of the bucket.',
  ],
  'nothing-said': [
    'elements/statements',
    'no policy at all',
    'What nothing allows is denied: implicitly, as no statement says so.',
  ],
  'deny-first': ['elements/statements', 'Deny before Allow', 'A Deny before an Allow is a Deny, as it is after one.'],
  'scp-of-everything': [
    'organization/scp',
    'SCPs without an identity policy grant nothing',
    'FullAWSAccess in an SCP allows nothing by itself: SCPs only limit what other policies allow.',
  ],
  'boundary-only': [
    'vectors/permissions-boundary',
    'a boundary without an identity policy grants nothing',
    'A permissions boundary grants nothing: it only limits what identity policies allow.',
  ],
  'bucket-names-user': [
    'matrix/same-account',
    'user, named by ARN: no identity policy at all',
    'Within one account, a bucket policy that names the user is enough.',
  ],
  'bucket-elsewhere': [
    'cross-account/flow',
    'naming the user does not replace the identity policy',
    'Across accounts both have to allow it: the bucket policy is half of it.',
  ],
  'root-alone': ['callers/root', 'the root user needs no policy', 'The root user of an account needs no policy in it.'],
  'plain-http': [
    'vectors/if-exists-and-bool',
    'Bool SecureTransport false, key missing',
    'Most operators do not hold for a key that the request has not, so this Allow does not apply.',
  ],
  'not-equals': [
    'conditions/deny',
    'StringNotEquals in a Deny matches a missing key',
    'A negated operator holds for a key that the request has not, so this Deny applies.',
  ],
  spared: [
    'elements/not-action',
    'Deny NotAction does not allow the listed actions',
    'What a Deny with NotAction leaves out is not denied by it, and not allowed either.',
  ],
  levels: [
    'organization/scp',
    'every level must allow',
    'Every level, from the root down to the account, has to allow the action.',
  ],
  management: [
    'organization/scp',
    'SCPs do not apply to principals of the management account',
    'SCPs never bind the management account.',
  ],
  'rcp-management': [
    'organization/rcp',
    'RCPs of member resources apply to principals of the management account',
    'A resource control policy binds whoever asks for the resource, from the management account too.',
  ],
  'scp-by-name': [
    'organization/scp',
    'an SCP that allows the action grants nothing without an identity policy',
    'An SCP that allows exactly this action grants it to nobody.',
  ],
  'boundary-and-other': [
    'vectors/permissions-boundary',
    'the boundary allows, but the identity policy does not',
    'The boundary allows it, and no identity policy does: nothing grants it.',
  ],
  'two-policies': [
    'elements/statements',
    'Deny in another policy',
    'All policies count together: a Deny in another one wins as well.',
  ],
  'two-denies': [
    'elements/statements',
    'two Deny statements are both returned as deciding',
    'One Deny is enough, and there may be two.',
  ],
  'long-term-keys': [
    'conditions/deny',
    'Bool MFA false in a Deny does not match long-term access keys',
    'Calls with long-term keys do not carry the key for MFA, and Bool does not hold for what is not there: the Deny misses them.',
  ],
  'mfa-if-exists': [
    'conditions/deny',
    'BoolIfExists MFA false in a Deny matches long-term access keys',
    'With IfExists the condition holds for a key that is not there: the Deny catches calls with long-term keys.',
  ],
  'if-exists': [
    'vectors/if-exists-and-bool',
    'StringLikeIfExists InstanceType missing',
    'With IfExists the condition holds for a key that the request has not.',
  ],
  'bucket-names-everyone': [
    'matrix/same-account',
    'user, everyone named: identity implicit deny ignored',
    'Within one account, a bucket policy for everybody is enough for its users.',
  ],
  'everyone-elsewhere': [
    'cross-account/flow',
    'naming everyone does not replace the identity policy',
    'A bucket open to everybody still needs the other account to let its user call it.',
  ],
  'root-and-boundary': [
    'callers/root',
    'a permissions boundary is not evaluated',
    'Neither policies nor a boundary bind the root user of an account.',
  ],
  'spared-two': [
    'elements/not-action',
    'Deny NotAction with two services does not allow either of them',
    'Two services are left out of the Deny. One of them is allowed elsewhere, and the other is not.',
  ],
  'one-level-without': [
    'matrix/same-account',
    'user, named by ARN: SCP implicit deny applies',
    'One level that does not allow it is enough to stop it.',
  ],
  'management-root': [
    'organization/scp',
    'SCPs do not apply to the root user of the management account',
    'SCPs bind neither users nor the root user of the management account.',
  ],
  'rcp-and-bucket': [
    'organization/rcp',
    "an RCP applies to a management account user that a member's bucket policy allows",
    "The owner's resource control policy stops what the bucket policy allows, whoever calls.",
  ],
  'both-accounts': ['cross-account/flow', 'both accounts allow', 'Both accounts allow it, and nothing denies it.'],
};

/** Returns the questions, with the answers of the golden cases and both evaluators. */
export function questionsOfCases(): Question[] {
  const cases = readCases();
  return Object.entries(ASKED).map(([id, [file, name, lesson]]) => {
    const found = cases.find((one) => one.file === `${file}.json` && one.name === name);
    if (!found || !isObject(found.value.expect)) throw new Error(`There is no case ${file}: ${name}`);
    const value = dressed(found.value);
    const world = worldOf(value as never);
    const truth = judge(world).decision;
    if (truth !== found.value.expect.decision) throw new Error(`${file}: ${name} is decided otherwise`);
    const answers = WRONG_MODELS.map((model) => [model, decideWrong(model, world)] as const);
    const wrong = Object.fromEntries(answers.filter(([, answer]) => answer !== truth));
    return { id, lesson, truth, wrong, ...askedOf(value) };
  });
}

/** The demo organization's names in place of the letters of golden cases. */
const DRESSES: readonly (readonly [RegExp, string])[] = [
  [/user\/ana\b/g, 'user/erik'],
  [/"ana"/g, '"erik"'],
  [/arn:aws:s3:::b(?=["/*])/g, 'arn:aws:s3:::acme-reports'],
  [/acme-reports\/o\b/g, 'acme-reports/2026-11.csv'],
  [/\bsvc:Do\b/g, 's3:ListAllMyBuckets'],
  [/\bsvc:/g, 's3:'],
  [/(?<=arn:aws:sqs:[a-z0-9-]+:\d{12}:)q\b/g, 'orders'],
];

/** Returns a case with the demo organization's names. The caller compares its decision with the original's. */
function dressed(value: object): object {
  return JSON.parse(DRESSES.reduce((text, [letters, name]) => text.replace(letters, name), JSON.stringify(value))) as object;
}

function askedOf(value: object): Pick<Question, 'request' | 'policies' | 'circumstances'> {
  const read = loadCase(value);
  if (!read.ok) throw new Error(read.message);
  const { request, set } = read.loaded;
  const given = worldOf(value as never);
  const policies: QuestionPolicy[] = [];
  // Policies are in the order of the case, with the documents from there.
  const add = (
    type: QuestionPolicy['type'],
    id: string,
    name: string,
    document: unknown,
    place?: Pick<QuestionPolicy, 'level'>,
  ) => {
    policies.push({ type, id, name, document: documentOf(document), ...place });
  };
  for (const [i, one] of given.identity.entries()) add('identity', `identity/${i}`, `Identity policy ${i + 1}`, one);
  if (given.boundary) add('boundary', 'boundary', 'Permissions boundary', given.boundary);
  if (given.resourcePolicy) add('resource', 'resourcePolicy', 'Resource policy', given.resourcePolicy);
  for (const kind of ['scp', 'rcp'] as const) {
    (set[kind] ?? []).forEach((level, i) => {
      const name = level.kind === 'root' ? 'Root' : level.kind === 'account' ? 'Account' : `OU ${i}`;
      level.policies.forEach((_, j) => {
        const document = given[kind]?.[i]?.[j] ?? 'FullAWSAccess';
        const place = { level: { id: level.id, name, kind: level.kind } };
        if (document === 'FullAWSAccess') policies.push({ ...FULL[kind], type: kind, id: `${kind}/${i}/${j}`, ...place });
        else add(kind, `${kind}/${i}/${j}`, `${kind.toUpperCase()} ${j + 1}`, document, place);
      });
    });
  }
  const { principalInManagementAccount = false, resourceInManagementAccount = false } = set;
  return { request, policies, circumstances: { principalInManagementAccount, resourceInManagementAccount } };
}

// AWS's managed policies, which cases name but do not contain.
const EVERYTHING = { Effect: 'Allow', Action: '*', Resource: '*' };
const FULL = {
  scp: {
    name: 'FullAWSAccess',
    arn: 'arn:aws:organizations::aws:policy/service_control_policy/p-FullAWSAccess',
    document: { Version: '2012-10-17', Statement: [EVERYTHING] },
  },
  rcp: {
    name: 'RCPFullAWSAccess',
    arn: 'arn:aws:organizations::aws:policy/resource_control_policy/p-RCPFullAWSAccess',
    document: { Version: '2012-10-17', Statement: [{ ...EVERYTHING, Principal: '*' }] },
  },
} as const;

function documentOf(given: unknown): object {
  return isObject(given) && 'document' in given ? (given.document as object) : (given as object);
}
