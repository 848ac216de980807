/** The last words of Next's warnings about an unknown server action. */
const NO_ACTION = 'https://nextjs.org/docs/messages/failed-to-find-server-action';

/**
 * Drops Next's warning, with a stack trace, for each request for an unknown server action. Anyone can make such requests, and the client
 * gets an error. The log is for problems that the operator must look at.
 *
 * @param {Pick<Console, 'warn'>} console
 */
export function quietWarnings(console) {
  const { warn } = console;
  console.warn = (...said) => {
    const [first] = said;
    if (first instanceof Error && first.message.endsWith(NO_ACTION)) return;
    warn.apply(console, said);
  };
}
