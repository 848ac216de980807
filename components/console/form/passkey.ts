import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/browser';

/** The response of a passkey or security key, or the reason why there is none. */
export type PasskeyAnswer<Answer> = { ok: true; answer: Answer } | { ok: false; problem: string };

// The names of DOMException that browsers give (Web Authentication Level 3, "Create a New Credential" and "Use an Existing Credential").
const PROBLEMS: Readonly<Record<string, string>> = {
  NotAllowedError: 'The request was cancelled or timed out. Try again.',
  AbortError: 'The request was cancelled. Try again.',
  InvalidStateError: 'This passkey or security key is already registered.',
  SecurityError: 'Passkeys only work at the configured address of this console. Open the console there.',
};

/** Asks the browser to create a passkey or to register a security key. */
export function makePasskey(optionsJSON: PublicKeyCredentialCreationOptionsJSON) {
  return ask(({ startRegistration }) => startRegistration({ optionsJSON }));
}

/** Asks the browser to sign a challenge with a passkey or security key. */
export function answerByPasskey(optionsJSON: PublicKeyCredentialRequestOptionsJSON) {
  return ask(({ startAuthentication }) => startAuthentication({ optionsJSON }));
}

/** Returns why passkeys don't work at this address; null if they do. Source: Web Authentication Level 3, "Relying Party Identifier". */
export function whyNoPasskeys(): string | null {
  const { hostname } = window.location;
  if (!window.isSecureContext) return 'Passkeys don’t work at this address. They require HTTPS, or a console at localhost.';
  if (/^[\d.]+$/.test(hostname) || hostname.startsWith('['))
    return 'Passkeys don’t work at an IP address. They require a host name.';
  return 'PublicKeyCredential' in window ? null : 'This browser doesn’t support passkeys.';
}

async function ask<Answer>(
  work: (library: typeof import('@simplewebauthn/browser')) => Promise<Answer>,
): Promise<PasskeyAnswer<Answer>> {
  // The library is loaded at its first use.
  const library = await import('@simplewebauthn/browser');
  if (!library.browserSupportsWebAuthn())
    return { ok: false, problem: 'This browser cannot use passkeys here. They require HTTPS, or a console at localhost.' };
  try {
    return { ok: true, answer: await work(library) };
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    return { ok: false, problem: PROBLEMS[name] ?? 'The passkey or security key did not answer. Try again.' };
  }
}
