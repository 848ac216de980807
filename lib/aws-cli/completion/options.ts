import type { Argument } from '../input/argument-parser';
import type { GlobalOption } from '../input/global-options';
import type { OperationOption } from '../input/operation-options';
import type { Candidate } from './candidate';

/** An option with what is said about it. */
export type DescribedOption = Pick<OperationOption, 'argument' | 'doc' | 'isHidden' | 'shape'>;

/** Returns the names of options: required ones first, and without those that were given. */
export function optionNames(
  options: readonly DescribedOption[],
  globals: readonly GlobalOption[],
  given: ReadonlyMap<string, unknown>,
): Candidate[] {
  const isFree = ({ argument: { option, target } }: DescribedOption) => option !== undefined && !given.has(target);
  // An option of all commands is read first, also where its name only begins with the word.
  const isRead = ({ argument: { option = '' } }: DescribedOption) =>
    !globals.some((one) => one.argument.option?.startsWith(option));
  const own = options.filter((option) => isFree(option) && !option.isHidden && isRead(option));
  const ofAll = globals.filter((option) => isFree(option) && hasEffect(option));
  const byNeed = [...own.filter(({ argument }) => argument.required), ...own.filter(({ argument }) => !argument.required)];
  return [...byNeed, ...ofAll].map(({ argument, doc }) => named(argument, doc));
}

const hasEffect = ({ doc }: GlobalOption): boolean => !/^(?:Not available|Without effect) here/.test(doc);

function named({ option = '', required }: Argument, doc: string | undefined): Candidate {
  const detail = [...(required ? ['Required.'] : []), ...(doc ? [doc] : [])].join(' ');
  return { value: option, kind: 'option', ...(detail !== '' && { detail }) };
}
