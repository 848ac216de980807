import { isJsonObject } from '@/lib/core/text/json-object';
import type { WireCall } from '@/lib/events/operations';
import { cliCommand } from '@/lib/export/cli-script';

const AWS = '.amazonaws.com';
/** AWS CLI names of services that differ from event sources. */
const CALLED: Readonly<Record<string, string>> = {
  s3: 's3api',
  'access-analyzer': 'accessanalyzer',
  monitoring: 'cloudwatch',
  sso: 'sso-admin',
};
const WITHOUT_REGION = new Set(['iam', 'organizations', 'sts', 'ce', 'budgets']);

/** Returns a recorded call as an AWS CLI command. Hidden values stay hidden. */
export function commandOf({ eventSource, eventName, awsRegion, requestParameters }: WireCall): string {
  const source = eventSource.slice(0, -AWS.length);
  const input = withNamesOfCalls(requestParameters);
  return cliCommand({
    service: CALLED[source] ?? source,
    operation: eventName,
    input: isJsonObject(input) ? input : {},
    ...(WITHOUT_REGION.has(source) ? {} : { region: awsRegion }),
  });
}

/** Returns the AWS CLI's output: the error message or the response. CloudTrail stores no responses of reads. */
export function answerOf({ eventName, errorCode, errorMessage, responseElements, readOnly }: WireCall): string {
  if (errorCode !== undefined)
    return [`An error occurred (${errorCode}) when calling the ${eventName} operation:`, errorMessage].join(' ');
  if (responseElements !== null) return JSON.stringify(withNamesOfCalls(responseElements), null, 2);
  return readOnly
    ? '(The call succeeded. The event history does not store responses to reads.)'
    : '(The call succeeded with an empty response.)';
}

/** Capitalizes member names, because events write them with a lowercase first letter. */
function withNamesOfCalls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNamesOfCalls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name.charAt(0).toUpperCase() + name.slice(1), withNamesOfCalls(member)]),
  );
}

/** Removes email addresses, which must not appear on a projector. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '••••••••');
}
