import { isServiceCommand, loadService, SERVICE_COMMANDS, type ServiceCommand } from '@/lib/aws-cli/model/commands';
import type { CliService } from '@/lib/aws-cli/model/model';
import { namedMembers } from '@/lib/aws-cli/model/named-members';
import { isJsonObject } from '@/lib/core/text/json-object';
import type { WireCall } from '@/lib/events/operations';

const AWS = '.amazonaws.com';
/** The commands of event sources that more than one service has, or that have another name than their service. */
const OF_SOURCES: Readonly<Record<string, readonly ServiceCommand[]>> = {
  s3: ['s3api', 's3control'],
  sso: ['sso-admin', 'sso', 'sso-oidc'],
  tagging: ['resourcegroupstaggingapi'],
};
const WITHOUT_REGION = new Set(['iam', 'organizations', 'sts', 'ce', 'budgets']);

/** A recorded call as a person of the command line sees it. */
export type WireText = {
  /** Null: the AWS CLI has no command for it. */
  command: string | null;
  /** The output of the AWS CLI: the error message or the response. */
  answer: string;
};

/** Returns a recorded call as an AWS CLI command with its output. Hidden values stay hidden. */
export async function wireText(call: WireCall): Promise<WireText> {
  const model = await modelOf(call);
  const name = (part: 'input' | 'output', value: unknown) => (model ? namedMembers(model, call.eventName, part, value) : value);
  const input = name('input', call.requestParameters);
  return {
    command: model && (await commandOf(model, call, isJsonObject(input) ? input : {})),
    answer: answerOf(call, (value) => name('output', value)),
  };
}

/** Returns the model of the command that makes a call, or null if there is none. */
async function modelOf({ eventSource, eventName }: WireCall): Promise<CliService | null> {
  const source = eventSource.slice(0, -AWS.length);
  const named = Object.keys(SERVICE_COMMANDS)
    .filter(isServiceCommand)
    .filter((command) => SERVICE_COMMANDS[command] === source);
  for (const command of OF_SOURCES[source] ?? named) {
    const model = await loadService(command);
    if (model.operations.some(({ name, available }) => available && name === eventName)) return model;
  }
  return null;
}

async function commandOf(model: CliService, { eventName, awsRegion }: WireCall, input: Readonly<Record<string, unknown>>) {
  const { writeCommand } = await import('@/lib/aws-cli/write-command');
  return writeCommand(model, { operation: eventName, input, ...(!WITHOUT_REGION.has(model.command) && { region: awsRegion }) });
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
