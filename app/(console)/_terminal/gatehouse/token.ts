import { callAction } from '@/lib/console/session/shown-identity';
import { issueIdentityToken } from '../../iam/identity-providers/actions';
import { type Command, done, failed, misused } from './command';

/** The audience that AWS recommends for its own service. */
const STS = 'sts.amazonaws.com';

export const token: Command = {
  forms: [['token SUBJECT [AUDIENCE]', 'print a token of this installation’s issuer for assume-role-with-web-identity']],
  run: async ([Subject, Audience = STS]) => {
    if (Subject === undefined) return misused(token);
    const result = await callAction(issueIdentityToken, { Subject, Audience });
    return result.ok ? done([result.data.WebIdentityToken]) : failed(result.error);
  },
};
