'use client';

import { useEffect, useSyncExternalStore } from 'react';

// The authenticator of the lab, for rooms without telephones. Pages scan a secret key into it; the panel of the lab shows the codes.

/** A device whose secret key was scanned in this tab. */
export type ScannedDevice = { name: string; seed: string };

const KEY = 'gatehouse-lab-devices';
const MOST = 8;
const NONE: readonly ScannedDevice[] = [];

let labs = 0;
let text: string | null = null;
let devices: readonly ScannedDevice[] = NONE;
const listeners = new Set<() => void>();
const changed = () => {
  for (const listener of listeners) listener();
};

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function read(): readonly ScannedDevice[] {
  const stored = sessionStorage.getItem(KEY);
  if (stored === text) return devices;
  text = stored;
  try {
    const parsed: unknown = JSON.parse(stored ?? '[]');
    devices = Array.isArray(parsed) ? (parsed as ScannedDevice[]).filter(({ name, seed }) => name && seed) : NONE;
  } catch {
    devices = NONE;
  }
  return devices;
}

/** Keeps a secret key in the authenticator until the tab is closed, the newest first. */
export function scanDevice(device: ScannedDevice): void {
  const others = read().filter(({ seed }) => seed !== device.seed);
  sessionStorage.setItem(KEY, JSON.stringify([device, ...others].slice(0, MOST)));
  changed();
}

/** Forgets a device. */
export function forgetDevice(seed: string): void {
  sessionStorage.setItem(KEY, JSON.stringify(read().filter((device) => device.seed !== seed)));
  changed();
}

/** The devices that were scanned in this tab. */
export function useScannedDevices(): readonly ScannedDevice[] {
  return useSyncExternalStore(subscribe, read, () => NONE);
}

/** Says, as long as the caller is shown, that pages have a lab beside them. */
export function useLabIsHere(): void {
  useEffect(() => {
    labs += 1;
    changed();
    return () => {
      labs -= 1;
      changed();
    };
  }, []);
}

/** True if the page has a lab beside it, which brings an authenticator. */
export function useHasLab(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => labs > 0,
    () => false,
  );
}
