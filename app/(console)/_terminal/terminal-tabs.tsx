'use client';

import { ArrowDownToLine, ArrowUpFromLine, Plus, X } from 'lucide-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { terminalRequests } from '@/components/console/shell/terminal-requests';
import { Alert } from '@/components/ui/alert';
import { IconButton } from '@/components/ui/button';
import { classNames } from '@/components/ui/class-names';
import { downloadText } from '@/components/ui/download-text';
import { Menu } from '@/components/ui/menu';
import { fetchRead } from '@/lib/console/query';
import type { TerminalIdentity } from './identity';
import { Terminal, type TerminalHandle } from './terminal';
import { useShells } from './use-shell';
import { wireText } from './wire-call';

type TerminalTabsProps = {
  identity: TerminalIdentity;
  region: string;
  hasHome: boolean;
  /** More buttons after those of the shell. */
  tools?: ReactNode;
  /** Called after the last shell was closed. */
  onClose: () => void;
};

/** The most shells of a page. Each is a worker with memory of its own. */
const MOST_TABS = 6;

/** Several shells of one identity, one of them shown. */
export function TerminalTabs({ identity, region, hasHome, tools, onClose }: TerminalTabsProps) {
  const { open, editor, uploadFiles, downloadHome } = useShells(identity, region, hasHome);
  const [tabs, setTabs] = useState<readonly { id: number; handle: { current: TerminalHandle | null } }[]>([
    { id: 1, handle: { current: null } },
  ]);
  const [shown, setShown] = useState(1);
  const [problem, report] = useState('');
  const nextId = useRef(2);
  const upload = useRef<HTMLInputElement>(null);
  const current = tabs.find(({ id }) => id === shown) ?? tabs[0];

  useEffect(() => {
    current?.handle.current?.focus();
  }, [current]);

  useEffect(() => {
    const follow = () => {
      const request = terminalRequests.current();
      const terminal = current?.handle.current;
      if (!request || !terminal) return;
      terminalRequests.taken();
      if ('command' in request) terminal.put(request.command);
      else void readLastChanges().then((commands) => terminal.put(commands));
    };
    follow();
    return terminalRequests.subscribe(follow);
  }, [current]);

  const add = () => {
    const id = nextId.current++;
    setTabs((before) => [...before, { id, handle: { current: null } }]);
    setShown(id);
  };
  const close = (id: number) => {
    const rest = tabs.filter((tab) => tab.id !== id);
    if (rest.length === 0) {
      onClose();
      return;
    }
    setTabs(rest);
    if (id === shown) setShown(rest.at(-1)?.id ?? 0);
  };

  return (
    <>
      <header className="flex items-center gap-1 border-line border-b px-2">
        <div className="flex min-w-0 flex-1 items-center gap-1">
          <div role="tablist" aria-label="Shells" className="flex min-w-0 items-center overflow-x-auto">
            {tabs.map(({ id }, index) => (
              <button
                key={id}
                type="button"
                role="tab"
                id={`terminal-tab-${id}`}
                aria-selected={id === current?.id}
                aria-controls={`terminal-panel-${id}`}
                tabIndex={id === current?.id ? 0 : -1}
                onClick={() => setShown(id)}
                onKeyDown={(event) => {
                  const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
                  const next = step === 0 ? undefined : tabs.at((index + step) % tabs.length);
                  if (!next) return;
                  setShown(next.id);
                  document.getElementById(`terminal-tab-${next.id}`)?.focus();
                }}
                className={classNames(
                  'h-9 max-w-64 shrink-0 truncate border-b-2 px-2 text-sm',
                  id === current?.id ? 'border-accent font-semibold' : 'border-transparent text-ink-2 hover:text-ink',
                )}
              >
                {tabs.length > 1 ? `${index + 1}: ` : ''}
                {identity.label}
              </button>
            ))}
          </div>
          {tabs.length > 1 && current ? (
            <IconButton label="Close this tab" size="sm" onClick={() => close(current.id)}>
              <X aria-hidden size={14} />
            </IconButton>
          ) : null}
          {tabs.length < MOST_TABS ? (
            <IconButton label="New shell" tooltip={false} size="sm" onClick={add}>
              <Plus aria-hidden size={16} />
            </IconButton>
          ) : null}
        </div>
        <input
          ref={upload}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = '';
            if (current) void uploadFiles(current.id, files).then((problems) => report(problems.join(' ')));
          }}
        />
        <IconButton label="Upload files" size="sm" onClick={() => upload.current?.click()}>
          <ArrowUpFromLine aria-hidden size={16} />
        </IconButton>
        <Menu
          trigger={
            <IconButton label="Download" tooltip={false} size="sm">
              <ArrowDownToLine aria-hidden size={16} />
            </IconButton>
          }
          entries={[
            { label: 'Download home folder', onSelect: () => void downloadHome().catch((error: Error) => report(error.message)) },
            {
              label: 'Download this session',
              onSelect: () => downloadText('shell.txt', current?.handle.current?.text() ?? '', 'text/plain'),
            },
          ]}
        />
        {tools}
      </header>
      {problem ? (
        <Alert kind="error" live onDismiss={() => report('')} className="m-2">
          {problem}
        </Alert>
      ) : null}
      {tabs.map(({ id, handle }) => (
        <div
          key={id}
          role="tabpanel"
          id={`terminal-panel-${id}`}
          aria-labelledby={`terminal-tab-${id}`}
          hidden={id !== current?.id}
          className="min-h-0 flex-1"
        >
          <Terminal ref={handle} name={identity.prompt} label={`Commands and answers of ${identity.label}`} open={open(id)} />
        </div>
      ))}
      <footer className="flex h-7 shrink-0 items-center gap-4 overflow-x-auto border-line border-t px-3 text-ink-2 text-xs whitespace-nowrap">
        <span>
          Region <span className="font-mono text-ink">{region}</span>
        </span>
        <span>
          Calls as <span className="font-semibold text-ink">{identity.label}</span>
        </span>
      </footer>
      {editor}
    </>
  );
}

/** Returns the commands of the caller's last changes, a line each. */
async function readLastChanges(): Promise<string> {
  const read = await fetchRead('console', 'ListOwnLastChanges', {}, AbortSignal.timeout(10_000));
  if (!read.ok) return '';
  const texts = await Promise.all(read.data.Calls.map(wireText));
  return texts.flatMap(({ command }) => command ?? []).join('\n');
}
