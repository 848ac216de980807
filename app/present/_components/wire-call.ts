import type { WireCall } from '@/lib/events/operations';
import { cliCommand } from '@/lib/export/cli-script';

const AWS = '.amazonaws.com';
/** Services that the AWS CLI calls otherwise than events do. */
const CALLED: Readonly<Record<string, string>> = { s3: 's3api', 'access-analyzer': 'accessanalyzer', monitoring: 'cloudwatch' };
const WITHOUT_REGION = new Set(['iam', 'organizations', 'sts', 'ce', 'budgets']);

/** A recorded call as a command of the AWS CLI; what the history covers stays covered. */
export function commandOf({ eventSource, eventName, awsRegion, requestParameters }: WireCall): string {
  const source = eventSource.slice(0, -AWS.length);
  const input = withNamesOfCalls(requestParameters);
  return cliCommand({
    service: CALLED[source] ?? source,
    operation: eventName,
    input: typeof input === 'object' && input !== null ? (input as Record<string, unknown>) : {},
    ...(WITHOUT_REGION.has(source) ? {} : { region: awsRegion }),
  });
}

/** What the AWS CLI prints: an error in its sentence, or the answer. CloudTrail keeps no answers of reads. */
export function answerOf({ eventName, errorCode, errorMessage, responseElements, readOnly }: WireCall): string {
  if (errorCode !== undefined)
    return `An error occurred (${errorCode}) when calling the ${eventName} operation: ${errorMessage ?? ''}`;
  if (responseElements !== null) return JSON.stringify(withNamesOfCalls(responseElements), null, 2);
  return readOnly
    ? '(The call succeeded. The event history does not store responses to reads.)'
    : '(The call succeeded with an empty response.)';
}

/** Members as calls have them: events write them with a small first letter. */
function withNamesOfCalls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNamesOfCalls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toUpperCase() + name.slice(1), withNamesOfCalls(member)]),
  );
}

/** E-mail addresses are nobody's business on a projector. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '••••••••');
}
