'use client';

import { useEffect, useSyncExternalStore } from 'react';

// The lab's authenticator, for classes without phones. Pages add a secret key to it, and the lab panel shows the codes.

/** A device whose secret key was added in this tab. */
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

/** Adds a secret key to the authenticator until the tab is closed, newest first. */
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

/** Returns the devices that were added in this tab. */
export function useScannedDevices(): readonly ScannedDevice[] {
  return useSyncExternalStore(subscribe, read, () => NONE);
}

/** Marks the page as having a lab next to it while the caller is rendered. */
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

/** Returns true if the page has a lab next to it, which includes an authenticator. */
export function useHasLab(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => labs > 0,
    () => false,
  );
}
