import type { AccessDifference, PrincipalDiff } from '@gatehouse/policy/analyze';

/** The fault of the first principal whose access differs. */
export type Wrong =
  | { kind: 'nobody'; isGroup: boolean }
  | {
      kind: 'difference';
      direction: 'more' | 'less';
      diff: PrincipalDiff;
      /** A request that shows it. Absent if others were kept in its place. */
      difference: AccessDifference | undefined;
      name: string;
      /** The principal belongs to a group, and others of it do not differ. */
      others: boolean;
    };

/** The numbers of open hints from which a sentence names the service, and the action. */
const SERVICE_HINT = 1;
const ACTION_HINT = 2;

/** Says in which direction and respect access differs from the task, without what is missing or what is too much. */
export function sentenceOf(wrong: Wrong, hints: number): string {
  if (wrong.kind === 'nobody') return `The ${wrong.isGroup ? 'group' : 'user or role'} that the task is about does not exist.`;
  const { direction, name, others } = wrong;
  const who = `This concerns ${name}${others ? ', but not everybody in the group' : ''}.`;
  return `${direction === 'more' ? tooMuch(wrong, hints) : tooLittle(wrong)} ${who}`;
}

type Differing = Extract<Wrong, { kind: 'difference' }>;

function tooMuch({ difference }: Differing, hints: number): string {
  const action = difference?.example.action ?? '';
  const [service] = action.split(':');
  const example = hints >= ACTION_HINT ? `, for example ${action}` : hints >= SERVICE_HINT ? `, for example in ${service}` : '';
  const about = difference && isAboutCircumstances(difference) ? ' under some circumstances' : '';
  return `Something is still possible${about} that the task does not ask for${action === '' ? '' : example}.`;
}

function tooLittle({ diff, difference }: Differing): string {
  if (isNever(diff)) return 'Something that the task asks for is not possible yet.';
  return difference && isAboutCircumstances(difference)
    ? 'It is possible under some circumstances, and not always.'
    : 'It is possible for one example, and not for the next one of its kind.';
}

/** Returns whether an action of the task is not possible at all. */
function isNever({ lost }: PrincipalDiff): boolean {
  return lost.at.length > 0;
}

function isAboutCircumstances({ example: { context, without } }: AccessDifference): boolean {
  return Object.keys(context).length > 0 || without.length > 0;
}
