import { hashSync, type Options, verifySync } from '@node-rs/argon2'

/** What a hashing thread does (slow-hash.ts), one thing after the other on the thread itself: only that gives way to others. */
export const hash = ({ secret, options }: { secret: string; options: Options }): string => hashSync(secret, options)
export const verify = ({ stored, secret }: { stored: string; secret: string }): boolean => verifySync(stored, secret)
