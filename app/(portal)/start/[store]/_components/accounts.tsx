'use client';

import { ChevronDown, ChevronRight, ExternalLink, Star } from 'lucide-react';
import { useDeferredValue, useOptimistic, useState, useTransition } from 'react';
import { Alert } from '@/components/ui/alert';
import { Badge } from '@/components/ui/badge';
import { Button, buttonClass, IconButton } from '@/components/ui/button';
import { SearchInput } from '@/components/ui/field/input';
import { useRouter } from '@/components/ui/navigation';
import { Status } from '@/components/ui/status';
import type { PortalAccount, PortalPermissionSet } from '@/lib/access-portal/accounts';
import { UNAVAILABLE } from '@/lib/access-portal/limits';
import { paths } from '@/lib/console/paths';
import { type PortalPage, setFavoriteAction } from '@/lib/console/portal/actions';
import { plural } from '@/lib/core/text/plural';
import { durationText } from '@/lib/identity-center/permission-set/limits';
import { type Choice, keyOf } from './choice';

const AT_FIRST = 100;

type AccountsProps = {
  page: PortalPage;
  accounts: readonly PortalAccount[];
  /** The key of the choice whose credentials are shown. */
  chosen: string | undefined;
  choose: (choice: Choice) => void;
};

/** Lists accounts with the permission sets in each. Favorites come first. */
export function Accounts({ page, accounts: saved, chosen, choose }: AccountsProps) {
  const [typed, setTyped] = useState('');
  const [most, setMost] = useState(AT_FIRST);
  const [problem, setProblem] = useState<string>();
  const [, start] = useTransition();
  const router = useRouter();
  const [accounts, mark] = useOptimistic(saved, marked);
  const search = useDeferredValue(typed.trim().toLowerCase());
  const found = accounts.flatMap((account) => matching(account, search));
  const favorites = found.flatMap((account) =>
    account.permissionSets.filter(({ isFavorite }) => isFavorite).map((set) => ({ account, set })),
  );
  const toggle = (choice: Choice) =>
    start(async () => {
      const isFavorite = !choice.set.isFavorite;
      mark({ key: keyOf(choice), isFavorite });
      const target = { accountId: choice.account.id, permissionSetId: choice.set.id, isFavorite };
      const done = await setFavoriteAction(page, target);
      setProblem(done.ok ? undefined : done.message);
      router.refresh();
    });
  const rows = { page, chosen, choose, toggle };
  return (
    <section aria-labelledby="accounts">
      <div className="flex flex-wrap items-end justify-between gap-3">
        <div className="min-w-0">
          <h1 id="accounts" className="font-semibold text-xl">
            Accounts <span className="font-normal text-ink-3">{accounts.length.toLocaleString('en-US')}</span>
          </h1>
          <p className="text-ink-2">Open an account in the console, or get credentials for your terminal.</p>
        </div>
        <SearchInput
          aria-label="Search accounts and permission sets"
          placeholder="Search accounts and permission sets"
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          className="w-full sm:w-80"
        />
      </div>
      {problem ? (
        <Alert kind="error" live className="mt-3">
          {problem}
        </Alert>
      ) : null}
      <div className="mt-3 overflow-hidden rounded-lg border border-line bg-surface">
        {favorites.length > 0 ? (
          <>
            <h2 className="border-line border-b bg-sunken px-4 py-1.5 font-semibold text-sm">
              Favorites <span className="font-normal text-ink-3">{favorites.length}</span>
            </h2>
            <ul>
              {favorites.map((choice) => (
                <PermissionSetRow key={keyOf(choice)} choice={choice} isFavoriteRow {...rows} />
              ))}
            </ul>
          </>
        ) : null}
        <h2 className="border-line border-b bg-sunken px-4 py-1.5 font-semibold text-sm">
          {search === '' ? 'All accounts' : 'Found accounts'} <span className="font-normal text-ink-3">by name</span>
        </h2>
        {found.length === 0 ? <Nothing searched={search !== ''} /> : null}
        <ul>
          {found.slice(0, most).map((account) => (
            <AccountRow key={account.id} account={account} opened={search !== '' || accounts.length === 1} {...rows} />
          ))}
        </ul>
        {found.length > most ? (
          <div className="border-line border-t p-2 text-center">
            <Button onClick={() => setMost(most + 10 * AT_FIRST)}>Show more accounts ({found.length - most})</Button>
          </div>
        ) : null}
      </div>
    </section>
  );
}

function Nothing({ searched }: { searched: boolean }) {
  return (
    <div className="px-4 py-8 text-center">
      <p className="font-medium">{searched ? 'No account or permission set matches' : 'You have no accounts yet'}</p>
      <p className="mt-1 text-ink-2">
        {searched
          ? 'Search for a part of the name, the account ID, the email address or the permission set.'
          : 'An administrator assigns people and groups to accounts in IAM Identity Center. Then they appear here.'}
      </p>
    </div>
  );
}

type RowProps = Pick<AccountsProps, 'page' | 'chosen' | 'choose'> & { toggle: (choice: Choice) => void };

function AccountRow({ account, opened, ...rows }: RowProps & { account: PortalAccount; opened: boolean }) {
  const [isOpen, setOpen] = useState<boolean>();
  const open = isOpen ?? opened;
  const { permissionSets } = account;
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <li className="border-line border-b last:border-b-0">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex w-full flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2 text-left hover:bg-hover"
        >
          <Chevron aria-hidden size={14} className="shrink-0 text-ink-3" />
          <span className="min-w-0 flex-1 basis-32 break-words font-medium">{account.name}</span>
          <span className="font-mono text-ink-2 text-sm">{account.id}</span>
          <span className="min-w-0 flex-1 basis-40 break-all text-ink-2 text-sm max-sm:hidden">{account.email}</span>
          <span className="flex flex-wrap gap-1.5 text-ink-2 text-sm sm:w-72 sm:justify-end">
            {open ? plural(permissionSets.length, 'permission set') : <Names sets={permissionSets} />}
          </span>
        </button>
      </h3>
      {open ? (
        <ul className="border-line border-t">
          {permissionSets.map((set) => (
            <PermissionSetRow key={set.id} choice={{ account, set }} {...rows} />
          ))}
        </ul>
      ) : null}
    </li>
  );
}

/** The names of the first permission sets, and how many others there are. */
function Names({ sets }: { sets: readonly PortalPermissionSet[] }) {
  return (
    <>
      {sets.slice(0, 2).map(({ id, name }) => (
        <Badge key={id}>{name}</Badge>
      ))}
      {sets.length > 2 ? <Badge>{`${sets.length - 2} more`}</Badge> : null}
    </>
  );
}

function PermissionSetRow({
  choice,
  isFavoriteRow,
  page,
  chosen,
  choose,
  toggle,
}: RowProps & { choice: Choice; isFavoriteRow?: boolean }) {
  const { account, set } = choice;
  const inAccount = `${set.name} in ${account.name}`;
  const isChosen = chosen === keyOf(choice);
  return (
    <li
      className={`flex flex-wrap items-center gap-x-3 gap-y-2 border-line border-b px-4 py-2 last:border-b-0 ${isFavoriteRow ? '' : 'sm:pl-10'} ${isChosen ? 'bg-accent-soft' : ''}`}
    >
      <IconButton
        size="sm"
        label={set.isFavorite ? `Remove ${inAccount} from favorites` : `Add ${inAccount} to favorites`}
        aria-pressed={set.isFavorite}
        onClick={() => toggle(choice)}
      >
        <Star aria-hidden size={15} className={set.isFavorite ? 'fill-accent text-accent' : 'text-ink-3'} />
      </IconButton>
      <div className="min-w-0 flex-1 basis-48">
        <p className="break-words">
          {isFavoriteRow ? <span className="font-medium">{account.name} › </span> : null}
          <span className={isFavoriteRow ? '' : 'font-medium'}>{set.name}</span>
          {set.unavailable ? (
            <Status kind="error" className="ml-2">
              Unavailable
            </Status>
          ) : null}
        </p>
        <p className="break-words text-ink-2 text-sm">
          {set.unavailable
            ? UNAVAILABLE[set.unavailable]
            : [set.description, `${durationText(set.sessionDuration)} per session`].filter(Boolean).join(' · ')}
        </p>
      </div>
      {set.unavailable ? null : (
        <div className="flex flex-wrap gap-2">
          <a
            href={paths.portalConsole(page.store, { account_id: account.id, role_name: set.name })}
            target="_blank"
            rel="noopener"
            aria-label={`Management console as ${inAccount}, in a new tab`}
            className={buttonClass('normal')}
          >
            Management console
            <ExternalLink aria-hidden size={13} />
          </a>
          <Button aria-label={`Access keys for ${inAccount}`} aria-expanded={isChosen} onClick={() => choose(choice)}>
            Access keys
          </Button>
        </div>
      )}
    </li>
  );
}

/** Returns the account with the permission sets that match a search, or nothing. The account's own match keeps all of them. */
function matching(account: PortalAccount, search: string): PortalAccount[] {
  const { id, name, email, permissionSets } = account;
  if (search === '' || [id, name, email].some((text) => text.toLowerCase().includes(search))) return [account];
  const found = permissionSets.filter((set) => set.name.toLowerCase().includes(search));
  return found.length === 0 ? [] : [{ ...account, permissionSets: found }];
}

function marked(accounts: readonly PortalAccount[], { key, isFavorite }: { key: string; isFavorite: boolean }) {
  return accounts.map((account) => ({
    ...account,
    permissionSets: account.permissionSets.map((set) => (keyOf({ account, set }) === key ? { ...set, isFavorite } : set)),
  }));
}
