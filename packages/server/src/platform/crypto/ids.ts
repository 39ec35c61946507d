import { v7 } from 'uuid'

/** A new id: UUIDv7 (RFC 9562), so that rows made together stand together. */
export const newId = () => v7()
