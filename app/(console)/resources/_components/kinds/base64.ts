/** Decodes base64, the form of bytes in the console's outputs. @throws DOMException for an invalid text */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
