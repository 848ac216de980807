import { encodeAuthorizationMessage } from '../../core/authorization-message';
import type { AccessDeniedError } from '../../core/errors';

/**
 * What a denied client reads: AWS's sentence, then where to see the whole evaluation, as AWS's own denials do since Access
 * Troubleshooter, then the message that sts:DecodeAuthorizationMessage opens, in the words EC2 uses for it.
 * @param consoleUrl null: the sentence alone
 */
export function denialText({ message, evaluation }: AccessDeniedError, consoleUrl: string | null): string {
  if (!evaluation || consoleUrl === null) return message;
  const { authorizationId } = evaluation;
  const link = `${consoleUrl}/access/troubleshooter?id=${authorizationId}`;
  const encoded = encodeAuthorizationMessage(evaluation);
  return `${message.replace(/\.$/, '')}. Go to ${link} for complete details, or search for the following authorization id: ${authorizationId}. Encoded authorization failure message: ${encoded}`;
}
