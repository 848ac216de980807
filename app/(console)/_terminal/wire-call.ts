import { isServiceCommand, loadService } from '@/lib/aws-cli/model/commands';
import { namedMembers } from '@/lib/aws-cli/model/named-members';
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

/** A recorded call as a person of the command line sees it. */
export type WireText = {
  command: string;
  /** The output of the AWS CLI: the error message or the response. */
  answer: string;
};

/** Returns a recorded call as an AWS CLI command with its output. Hidden values stay hidden. */
export async function wireText(call: WireCall): Promise<WireText> {
  const source = call.eventSource.slice(0, -AWS.length);
  const command = CALLED[source] ?? source;
  const model = isServiceCommand(command) ? await loadService(command) : null;
  const name = (part: 'input' | 'output', value: unknown) => (model ? namedMembers(model, call.eventName, part, value) : value);
  const input = name('input', call.requestParameters);
  return {
    command: cliCommand({
      service: command,
      operation: call.eventName,
      input: isJsonObject(input) ? input : {},
      ...(WITHOUT_REGION.has(source) ? {} : { region: call.awsRegion }),
    }),
    answer: answerOf(call, (value) => name('output', value)),
  };
}

/** CloudTrail stores no responses of reads. */
function answerOf(call: WireCall, name: (value: unknown) => unknown): string {
  const { eventName, errorCode, errorMessage, responseElements, readOnly } = call;
  if (errorCode !== undefined)
    return [`An error occurred (${errorCode}) when calling the ${eventName} operation:`, errorMessage].join(' ');
  if (responseElements !== null) return JSON.stringify(name(responseElements), null, 4);
  return readOnly
    ? '(The call succeeded. The event history does not store responses to reads.)'
    : '(The call succeeded with an empty response.)';
}

/** Removes email addresses, which must not appear on a projector. */
export function withoutAddresses(text: string): string {
  return text.replaceAll(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '••••••••');
}
