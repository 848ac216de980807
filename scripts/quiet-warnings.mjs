/** What all of Next's warnings about a server action that is not there end with. */
const NO_ACTION = 'https://nextjs.org/docs/messages/failed-to-find-server-action';

/**
 * Leaves out what Next writes of each request for a server action that is not there, with a stack trace: whoever likes can make such requests,
 * they are answered as the client's fault, and the log is for what somebody has to look at.
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
