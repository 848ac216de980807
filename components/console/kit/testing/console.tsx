import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import userEvent, { type UserEvent } from '@testing-library/user-event';
import { AppRouterContext } from 'next/dist/shared/lib/app-router-context.shared-runtime';
import { PathnameContext, SearchParamsContext } from 'next/dist/shared/lib/hooks-client-context.shared-runtime';
import type { ReactNode } from 'react';
import { ConsoleProviders } from '@/components/console/shell/console-providers';
import { Flashbar } from '@/components/console/shell/flashbar';
import { HelpProvider } from '@/components/console/shell/help-panel';
import type { ConsoleFailure, ConsoleResult } from '@/lib/console/result';

/** Returns the response to a successful read or write. */
export const ok = <Data,>(data: Data): ConsoleResult<Data> => ({ ok: true, data });
export const failed = (error: Partial<ConsoleFailure>): ConsoleResult<never> => ({
  ok: false,
  error: { code: 'InvalidInput', message: 'It is wrong.', requestId: 'r-1', ...error },
});
export const denied = (action: string) =>
  failed({ code: 'AccessDenied', message: `User: ana is not authorized to perform: ${action}`, action });

type Answer = ConsoleResult<unknown> | ((input: never) => ConsoleResult<unknown> | Promise<ConsoleResult<unknown>>);

/** The answers of the test's server, by the service and operation of a read. */
export type TestServer = Record<string, Answer>;

/** Replaces `fetch` with a server for the console's reads. Pages fetch nothing else. */
function serve(server: TestServer): void {
  globalThis.fetch = async (address) => {
    const url = new URL(String(address), 'http://console');
    const name = url.pathname.replace('/api/console/', '').replace('/', ':');
    const answer = server[name] ?? (name === 'console:ListUnavailableActions' ? NOTHING_MISSING : undefined);
    if (answer === undefined) throw new Error(`the test answers no ${name}`);
    const input = JSON.parse(url.searchParams.get('input') ?? '{}') as never;
    return Response.json(typeof answer === 'function' ? await answer(input) : answer);
  };
}

const NOTHING_MISSING = ok({ Actions: [], ManagementAccountActions: [] });
/** Returns the response that says that the reader lacks permission for these actions. */
export const lacking = (...Actions: string[]) => ok({ Actions, ManagementAccountActions: [] });

type Opened = RenderResult & { user: UserEvent; visited: string[]; client: QueryClient };

/** Renders a page in the console's providers, with its own server. `visited` collects the addresses that it navigates to. */
export function openPage(page: ReactNode, server: TestServer): Opened {
  serve(server);
  const visited: string[] = [];
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const go = (href: string) => void visited.push(href);
  const router = { push: go, replace: go, refresh() {}, back() {}, forward() {}, prefetch() {} };
  const frame = (
    <AppRouterContext value={router as never}>
      <PathnameContext value="/things">
        <SearchParamsContext value={new URLSearchParams(window.location.search)}>
          <QueryClientProvider client={client}>
            <ConsoleProviders>
              <HelpProvider>
                <Flashbar />
                <main>{page}</main>
              </HelpProvider>
            </ConsoleProviders>
          </QueryClientProvider>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>
  );
  return { ...render(frame), user: userEvent.setup(), visited, client };
}

/** Returns a promise for a pending response, and the function with which the test resolves it. */
export function onItsWay<Value>() {
  let arrive: (value: Value) => void = () => {};
  const promise = new Promise<Value>((resolve) => {
    arrive = resolve;
  });
  return { promise, arrive };
}
