'use client';

import { COMMERCIAL_REGIONS } from '@gatehouse/catalog/regions';
import { useQueryClient } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { refreshReads } from '@/components/console/kit/refresh-reads';
import { downloadBlob } from '@/components/ui/download-text';
import type { FromShell, HomeChange } from '@/lib/shell/messages';
import { openShell, type ShellClient, type ShellServices, type WorkerLike } from '@/lib/shell/shell-client';
import { call, sessionProfiles } from './calls';
import { allowTransfer, changeHome, changeNothing } from './home';
import type { TerminalIdentity } from './identity';

const EditDialog = dynamic(() => import('./edit-dialog').then((module) => module.EditDialog));

/** A file that the command `edit` shows, until it is saved or closed. */
type Edited = { path: string; content: string; close: (saved: string | null) => void };

type Opener = (listener: (message: FromShell) => void, columns: number) => ShellClient;

type Shells = {
  /** Returns the function that opens the shell of a tab. */
  open: (tab: number) => Opener;
  /** The dialog of the command `edit`. */
  editor: ReactNode;
  /** Returns a sentence for each file that could not be uploaded. */
  uploadFiles: (tab: number, files: readonly File[]) => Promise<readonly string[]>;
  downloadHome: () => Promise<void>;
};

/** Opens shells, and does for them what a worker can't: calls, the home folder, the editor and downloads. */
export function useShells(identity: TerminalIdentity, region: string, hasHome: boolean): Shells {
  const client = useQueryClient();
  const [edited, setEdited] = useState<Edited | null>(null);
  const shells = useRef(new Map<number, ShellClient>());
  const openers = useRef(new Map<number, Opener>());
  const latest = useRef(region);

  useEffect(() => {
    latest.current = region;
    for (const shell of shells.current.values()) shell.setRegion(region);
  }, [region]);

  // A change by a command is on the page soon, as after a click.
  const refreshing = useRef<ReturnType<typeof setTimeout>>(undefined);
  const refresh = useCallback(() => {
    clearTimeout(refreshing.current);
    refreshing.current = setTimeout(() => void refreshReads(client), REFRESH_AFTER_MS);
  }, [client]);

  const open = (tab: number) => {
    const known = openers.current.get(tab);
    if (known) return known;
    const services: ShellServices = {
      call: async (request) => {
        const answer = await call(request);
        if (answer.ok === true && answer.isWrite) refresh();
        return answer;
      },
      sessions: sessionProfiles,
      home: (change: HomeChange) => (hasHome ? changeHome(change) : changeNothing(change)),
      gatehouse: async (words) => (await import('./gatehouse/commands')).gatehouseCommand(words),
      edit: (path, content) =>
        new Promise((resolve) => {
          const close = (saved: string | null) => {
            setEdited(null);
            resolve(saved);
          };
          setEdited({ path, content, close });
        }),
      download: async (name, content) => {
        await allowTransfer('download', name);
        downloadBlob(name, new Blob([new Uint8Array(content)]));
      },
    };
    const opener: Opener = (listener, columns) => {
      const shell = openShell({
        newWorker: () => new Worker(new URL('./shell-worker.ts', import.meta.url), { type: 'module' }) as WorkerLike,
        services,
        listener,
        environment: { AWS_REGION: latest.current },
        columns,
        prompt: { user: identity.user, account: identity.account, isRoot: identity.prompt.isRoot },
        regions: COMMERCIAL_REGIONS.map(({ code }) => code),
      });
      shells.current.set(tab, shell);
      const close = () => {
        shells.current.delete(tab);
        shell.close();
      };
      return Object.assign(Object.create(shell), { close }) as ShellClient;
    };
    openers.current.set(tab, opener);
    return opener;
  };

  return {
    open,
    editor: edited ? <EditDialog path={edited.path} content={edited.content} onClose={edited.close} /> : null,
    uploadFiles: async (tab, files) => {
      const problems: string[] = [];
      for (const file of files) {
        const problem = await allowTransfer('upload', file.name)
          .then(async () => shells.current.get(tab)?.upload(file.name, new Uint8Array(await file.arrayBuffer())))
          .then(
            () => null,
            (error: Error) => error.message,
          );
        if (problem !== null) problems.push(`${file.name}: ${problem}`);
      }
      return problems;
    },
    downloadHome: async () => {
      await allowTransfer('download', 'home.zip');
      const { zipHome } = await import('./zip-home');
      downloadBlob('home.zip', new Blob([new Uint8Array(await zipHome())], { type: 'application/zip' }));
    },
  };
}

const REFRESH_AFTER_MS = 300;
