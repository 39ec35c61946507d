/** Base64 as it stands in every file of the sealed log (RFC 4648, section 4). */
export const text64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
