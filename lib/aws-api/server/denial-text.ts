import { encodeAuthorizationMessage } from '../../core/authorization/authorization-message';
import type { AccessDeniedError } from '../../core/errors';

/**
 * Returns the message of a denial for clients: AWS's sentence, then a link to the whole evaluation, as AWS's own denials have
 * since Access Troubleshooter. The message for sts:DecodeAuthorizationMessage follows, in EC2's words.
 * @param consoleUrl null: AWS's sentence only
 */
export function denialText({ message, evaluation }: AccessDeniedError, consoleUrl: string | null): string {
  if (!evaluation || consoleUrl === null) return message;
  const { authorizationId } = evaluation;
  const link = `${consoleUrl}/access/troubleshooter?id=${authorizationId}`;
  const encoded = encodeAuthorizationMessage(evaluation);
  return `${message.replace(/\.$/, '')}. Go to ${link} for complete details, or search for the following authorization id: ${authorizationId}. Encoded authorization failure message: ${encoded}`;
}
