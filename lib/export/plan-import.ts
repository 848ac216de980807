import { stateForAccount } from './for-account';
import { jsonValues } from './json-values';
import { organizationCalls } from './organization-calls';
import type { OrganizationState } from './organization-state';
import { readDetails } from './read-details';
import { type Answer, isOfOrganization, readOrganizationAnswers } from './read-organization';
import type { RebuildCall, RebuildPart } from './rebuild-call';
import { rebuildCalls } from './rebuild-calls';
import type { AccountState } from './state';

/** The number of notes about trust policies that are listed individually. */
const MOST_NOTES = 20;

/**
 * The plan of an import, or why the files can't be imported. `of` is the account of the files; for an organization, its
 * management account.
 */
export type ImportPlan =
  | { ok: false; problem: string }
  | ({ ok: true; of: string; notes: string[]; calls: RebuildCall[] } & (
      | { state: AccountState; organization?: undefined }
      | { organization: OrganizationState; state?: undefined }
    ));

export type ImportFile = { name: string; text: string };

/**
 * Plans the import of files.
 * @param files outputs of `aws iam get-account-authorization-details`, or of the reads of `aws organizations`, in one file or
 * several
 * @param accountId 12 digits: the account that replaces the files' own, or the organization's management account
 * @returns the state in the files, the calls, and notes on what is unknown or left out
 */
export function planImport(files: readonly ImportFile[], accountId: string): ImportPlan {
  const answers: Answer[] = [];
  for (const { name, text } of files) {
    try {
      for (const value of jsonValues(text)) answers.push(answerIn(value, name));
    } catch (error) {
      return { ok: false, problem: `${name} is no JSON: ${error instanceof Error ? error.message : error}` };
    }
  }
  return answers.some(({ value }) => isOfOrganization(value)) ? planOrganization(answers) : planAccount(answers, accountId);
}

function planAccount(answers: readonly Answer[], accountId: string): ImportPlan {
  const read = readDetails(answers.map(({ value }) => value));
  if (!read.ok) return read;
  const parts = rebuildCalls(stateForAccount(read.state, accountId));
  return { ok: true, of: read.state.accountId, state: read.state, ...callsOf(parts, read.notes) };
}

function planOrganization(answers: readonly Answer[]): ImportPlan {
  const read = readOrganizationAnswers(answers);
  if (!read.ok) return read;
  const organization = read.state;
  return {
    ok: true,
    of: organization.managementAccountId,
    organization,
    ...callsOf(organizationCalls(organization), read.notes),
  };
}

function callsOf(parts: readonly RebuildPart[], notes: readonly string[]): { calls: RebuildCall[]; notes: string[] } {
  const calls = parts.flatMap((part) => part.calls);
  // Notes on people are in the notes of the organization.
  const noted = calls.flatMap(({ service, about, note }) =>
    note === undefined || service !== 'iam' ? [] : `The trust policy of the ${about}: ${note}`,
  );
  const more = noted.length - MOST_NOTES;
  return {
    calls,
    notes: [
      ...notes,
      ...noted.slice(0, MOST_NOTES),
      ...(more > 0 ? [`Something is left out of ${more} more trust policies.`] : []),
    ],
  };
}

/** The ids that calls to Organizations are about. */
const ID =
  /(?:^|[^a-z0-9])(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|p-[0-9a-zA-Z_]{8,128}|rp-[0-9a-zA-Z_]{4,128}|\d{12})(?:[^a-zA-Z0-9]|$)/;

/**
 * Returns an answer with the id its call was about. The page's script writes both, `{ "about": …, "answer": … }`; for a plain
 * answer, the file name may contain the id.
 */
function answerIn(value: unknown, file: string): Answer {
  if (typeof value === 'object' && value !== null && 'answer' in value) {
    const { about, answer } = value as { about?: unknown; answer: unknown };
    return { value: answer, about: typeof about === 'string' && about !== '' ? about : undefined };
  }
  return { value, about: ID.exec(file)?.[1] };
}
