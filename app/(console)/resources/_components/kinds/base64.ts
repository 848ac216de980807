/** The bytes that a text in base64 stands for, as calls of the console answer them. @throws DOMException for any other text */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
